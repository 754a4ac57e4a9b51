/** Of every test file: `npm test` tries the same cases each time, so that only a change can fail it; FUZZ=n draws new ones. */
import fc from "fast-check";

if (process.env.FUZZ === undefined) fc.configureGlobal({ seed: 130 });
