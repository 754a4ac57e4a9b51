import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const server = `127.0.0.1:${process.env.PORT || 4400}`;

/** The web app. `npm run dev` serves it with a `plenary serve` beside it answering on `PORT` (4400). */
export default defineConfig({
  root: fileURLToPath(new URL("src/app", import.meta.url)),
  // What quill-delta asks of others: copying and comparing JSON, a hundredth of what lodash brings, and a diff never used.
  resolve: {
    alias: {
      "fast-diff": fileURLToPath(new URL("src/app/slim/no-diff.cjs", import.meta.url)),
      "lodash.clonedeep": fileURLToPath(new URL("src/app/slim/clone-deep.cjs", import.meta.url)),
      "lodash.isequal": fileURLToPath(new URL("src/app/slim/is-equal.cjs", import.meta.url)),
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("dist/app", import.meta.url)),
    emptyOutDir: true,
    // Comparing texts is the server's and the command line's business, and the pure layers do nothing by being there: what
    // of them only later parts of the page use comes with those.
    rolldownOptions: {
      treeshake: {
        moduleSideEffects: [
          { test: /node_modules\/diff\/|\/(?:schema|src\/revision)\/[\w-]+\.ts$/, sideEffects: false },
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
