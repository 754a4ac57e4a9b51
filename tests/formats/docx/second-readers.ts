/**
 * Two other readers of Word's files, pandoc and LibreOffice: what they say when all revisions are accepted, and when all
 * are rejected. Each reads all documents in one process, because starting it takes longer than reading.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Delta, type DraftFile } from "../../../schema/index.ts";
import { writeDocx } from "../../../src/formats/docx/write.ts";
import { fileOf } from "../../schema/draft.ts";

export type View = "original" | "final";
/** Paragraphs of a document in each view. */
export type Reading = Record<View, string[]>;

export const onPath = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

/** The documents read by pandoc. White space within a line is one blank to it, and it has no empty paragraphs. */
export function readByPandoc(documents: readonly Uint8Array[]): Reading[] {
  return inFolder((folder) => {
    const separator = join(folder, "separator.docx");
    writeFileSync(separator, writeDocx(saying(SEPARATOR), "final"));
    const paths = documents.flatMap((document, i) => {
      const path = join(folder, `${i}.docx`);
      writeFileSync(path, document);
      return [path, separator];
    });
    const read = (decision: string): string[][] => {
      const options = { maxBuffer: 1 << 30, encoding: "utf8", timeout: 600_000 } as const;
      const json = execFileSync("pandoc", ["-t", "json", `--track-changes=${decision}`, ...paths], options);
      const found: string[][] = [[]];
      for (const line of (JSON.parse(json) as { blocks: unknown[] }).blocks.flatMap(linesOf)) {
        if (line === SEPARATOR) found.push([]);
        else if (line !== "") found.at(-1)!.push(line);
      }
      return found;
    };
    const [original, final] = [read("reject"), read("accept")];
    return documents.map((_, i) => ({ original: original[i]!, final: final[i]! }));
  });
}

const SEPARATOR = "⁂⁂⁂";
const saying = (text: string): DraftFile => fileOf(new Delta().insert(text).insert("\n", { id: "p1", role: "text" }));

/** The lines of a block in pandoc's document tree: notes behind the paragraph that refers to them. */
function linesOf(block: unknown): string[] {
  const { t, c } = block as { t: string; c?: unknown };
  if (t === "Para" || t === "Plain" || t === "Header") {
    const notes: string[] = [];
    const text = textOf(t === "Header" ? (c as unknown[])[2] : c, notes);
    return [text.replace(/\s+/g, " ").trim(), ...notes];
  }
  return Array.isArray(c) ? c.flat(3).flatMap((each) => (isNode(each) ? linesOf(each) : [])) : [];
}

const isNode = (value: unknown): value is { t: string } => typeof value === "object" && value !== null && "t" in value;

function textOf(content: unknown, notes: string[]): string {
  if (Array.isArray(content)) return content.map((each) => textOf(each, notes)).join("");
  if (!isNode(content)) return "";
  const { t, c } = content as { t: string; c?: unknown };
  if (t === "Str") return c as string;
  if (t === "Space" || t === "SoftBreak" || t === "LineBreak") return " ";
  if (t === "Note") {
    notes.push(...(c as unknown[]).flatMap(linesOf));
    return "";
  }
  return textOf(c, notes);
}

/** Documents that LibreOffice reads in one process: it sometimes aborts after hundreds. */
const BATCH = 100;

/** The documents read by LibreOffice, empty paragraphs at the end left out: it cannot take the last one away. */
export function readByLibreOffice(documents: readonly Uint8Array[]): Reading[] {
  return inFolder((folder) => {
    const profile = join(folder, "profile");
    writeProfile(profile);
    const readings: Reading[] = [];
    for (let from = 0; from < documents.length; from += BATCH) {
      const input = join(folder, `from-${from}`);
      mkdirSync(input);
      const batch = documents.slice(from, from + BATCH);
      batch.forEach((document, i) => writeFileSync(join(input, `${i}.docx`), document));
      const macro = `macro:///Standard.Decide.All("${input}", ${batch.length})`;
      const options = [`-env:UserInstallation=${pathToFileURL(profile)}`, "--headless", "--norestore"];
      execFileSync("soffice", [...options, macro], { stdio: "ignore", timeout: 600_000 });
      const read = (i: number, view: View) =>
        readFileSync(join(input, `${i}.${view}.txt`), "utf8")
          .replace(/^\uFEFF/, "")
          .trimEnd()
          .split("\n")
          .map((line) => line.replaceAll("\t", " ").trim());
      readings.push(...batch.map((_, i) => ({ original: read(i, "original"), final: read(i, "final") })));
    }
    return readings;
  });
}

function writeProfile(profile: string): void {
  mkdirSync(join(profile, "user/basic/Standard"), { recursive: true });
  writeFileSync(join(profile, "user/registrymodifications.xcu"), SETTINGS);
  for (const name of ["script", "dialog"]) writeFileSync(join(profile, `user/basic/${name}.xlc`), LIBRARIES);
  writeFileSync(join(profile, "user/basic/Standard/script.xlb"), LIBRARY);
  writeFileSync(join(profile, "user/basic/Standard/Decide.xba"), MACRO);
}

function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "plenary-docx-"));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A profile that says it is new would have its macros replaced on the first start. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>`;

const LIBRARIES = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/>
</library:libraries>`;

const LIBRARY = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Decide"/>
</library:library>`;

const MACRO = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Decide" script:language="StarBasic"><![CDATA[
Sub All(folder As String, count As Integer)
  Dim i As Integer
  For i = 0 To count - 1
    One folder &amp; "/" &amp; i, "Accept", "final"
    One folder &amp; "/" &amp; i, "Reject", "original"
  Next i
  StarDesktop.terminate()
End Sub
Sub One(path As String, verdict As String, view As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim document As Object
  document = StarDesktop.loadComponentFromURL(ConvertToURL(path &amp; ".docx"), "_blank", 0, hidden())
  Dim dispatcher As Object
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; verdict &amp; "AllTrackedChanges", "", 0, Array())
  Dim text(1) As New com.sun.star.beans.PropertyValue
  text(0).Name = "FilterName"
  text(0).Value = "Text (encoded)"
  text(1).Name = "FilterOptions"
  text(1).Value = "UTF8,LF"
  document.storeToURL(ConvertToURL(path &amp; "." &amp; view &amp; ".txt"), text())
  document.close(True)
End Sub
]]></script:module>`.replaceAll("&amp;", "&");
