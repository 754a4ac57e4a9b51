import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { fluent } from "./src/app/text/compile.ts";

const server = `127.0.0.1:${process.env.PORT || 4400}`;

/** The web app. `npm run dev` serves it with a `plenary serve` beside it answering on `PORT` (4400). */
export default defineConfig({
  root: fileURLToPath(new URL("src/app", import.meta.url)),
  plugins: [fluent()],
  // What quill-delta asks of others: copying and comparing JSON, a hundredth of what lodash brings, and a diff never used.
  // And what Yjs and y-websocket ask: warnings on the console, and a channel between tabs that is never used.
  resolve: {
    alias: {
      "fast-diff": fileURLToPath(new URL("src/app/slim/no-diff.cjs", import.meta.url)),
      "lib0/broadcastchannel": fileURLToPath(new URL("src/app/slim/no-broadcast.js", import.meta.url)),
      "lib0/logging": fileURLToPath(new URL("src/app/slim/logging.js", import.meta.url)),
      "lodash.clonedeep": fileURLToPath(new URL("src/app/slim/clone-deep.cjs", import.meta.url)),
      "lodash.isequal": fileURLToPath(new URL("src/app/slim/is-equal.cjs", import.meta.url)),
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("dist/app", import.meta.url)),
    emptyOutDir: true,
    modulePreload: false, // a browser that shows the interface needs no help with it, and no bundle has many others
    // What an index exports and nobody here asks for is left out, and what is asked for later comes later. Comparing texts
    // is the server's and the command line's business; `diff` does not say that it can be left out.
    rolldownOptions: {
      treeshake: {
        moduleSideEffects: [
          {
            test: /node_modules\/diff\/|\/(schema|src\/(revision|formats|collab|editor))\/[^?]*\.ts$/,
            sideEffects: false,
          },
        ],
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: `http://${server}` },
      "/collab": { target: `ws://${server}`, ws: true },
    },
  },
});
