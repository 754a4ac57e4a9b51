/** The app as the chair's table uses it: what is proposed, checked, bracketed, agreed and decided. */
import "./app/convene.ts";
import "./app/checking.ts";
import "./app/deciding.ts";
import "./app/marks.ts";
import "./app/agreeing.ts";
import "./app/settling.ts";
import "./app/proposing.ts";
import "./app/importing.ts";
import "./app/comparing.ts";
