/** The editor under a real keyboard, in a real browser. P1 is asserted after every transaction. */
import "./editor/keyboard.ts";
import "./editor/clipboard.ts";
import "./editor/composing.ts";
import "./editor/page.ts";
import "./editor/others.ts";
