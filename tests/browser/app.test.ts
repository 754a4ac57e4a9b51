/** The app as delegates use it: a real server, real browsers, real keys. */
import "./app/convene.ts";
import "./app/work.ts";
import "./app/connection.ts";
import "./app/inviting.ts";
import "./app/numbering.ts";
import "./app/reach.ts";
