/** Runs on import, with the arguments of the process. */
import { main } from "./commands.ts";

process.stdout.on("error", () => undefined); // a pipe that its reader closed; whoever writes is told too
process.exitCode = await main(process.argv.slice(2));
