/** Runs on import, with the arguments of the process. */
import { main } from "./commands.ts";

process.exitCode = await main(process.argv.slice(2));
