/**
 * What LibreOffice makes of documents when it accepts or rejects all. Documents are loaded one after the other in one
 * process, by a macro, because the command line converts files but knows nothing of revisions.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type View = "original" | "final";
export type Lines = Record<View, string[] | null>;

const COMMANDS: Record<View, string> = { original: "RejectAllTrackedChanges", final: "AcceptAllTrackedChanges" };

const library = (root: string, content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:${root} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "${root}.dtd">
<library:${root} xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"${content}
</library:${root}>
`;
const LIBRARIES = library(
  "libraries",
  `>
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>`,
);
const STANDARD = library(
  "library",
  ` library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>`,
);

const MACRO = (list: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Convert()
  Dim row As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  Dim noargs()
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  stored(0).Name = "FilterName"
  stored(0).Value = "Text (encoded)"
  n = FreeFile
  Open "${list}" For Input As #n
  On Error Resume Next
  Do While Not Eof(n)
    Line Input #n, row
    cells = Split(row, Chr(9))
    doc = StarDesktop.loadComponentFromURL(cells(1), "_blank", 0, hidden())
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; cells(0), "", 0, noargs())
    doc.storeToURL(cells(2), stored())
    doc.close(True)
  Loop
  Close #n
  StarDesktop.terminate()
End Sub
</script:module>
`;

/** The lines of each document in both views; null for one that LibreOffice did not get through within the time. */
export async function libreOfficeLines(documents: readonly Uint8Array[], milliseconds: number): Promise<Lines[]> {
  const folder = mkdtempSync(join(tmpdir(), "plenary-office-"));
  try {
    const basic = join(folder, "profile/user/basic/Standard");
    // The first start of a profile only sets it up, and would empty its library of macros.
    const profile = pathToFileURL(join(folder, "profile")).href;
    await run(profile, "--terminate_after_init", milliseconds);
    mkdirSync(basic, { recursive: true });
    const list = join(folder, "list.txt");
    const out = (i: number, as: View) => join(folder, `${i}.${as}.txt`);
    const path = (i: number) => join(folder, `${i}.docx`);
    documents.forEach((data, i) => writeFileSync(path(i), data));
    const row = (i: number, as: View) =>
      [COMMANDS[as], pathToFileURL(path(i)).href, pathToFileURL(out(i, as)).href].join("\t");
    const rows = documents.flatMap((_, i) => [row(i, "original"), row(i, "final")]);
    writeFileSync(list, `${rows.join("\n")}\n`);
    writeFileSync(join(basic, "../script.xlc"), LIBRARIES);
    writeFileSync(join(basic, "script.xlb"), STANDARD);
    writeFileSync(join(basic, "Module1.xba"), MACRO(list));
    await run(profile, "macro:///Standard.Module1.Convert()", milliseconds);
    const read = (i: number, as: View) => linesIn(out(i, as));
    return documents.map((_, i) => ({ original: read(i, "original"), final: read(i, "final") }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesIn(file: string): string[] | null {
  try {
    return readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
  } catch {
    return null;
  }
}

/** Ends with the process, or with the time: then what it has written counts. */
function run(profile: string, what: string, milliseconds: number): Promise<void> {
  const options = ["--headless", "--norestore", "--nologo", `-env:UserInstallation=${profile}`];
  return new Promise((resolve, reject) => {
    // A group of its own: the start script leaves the program behind when only the script is ended.
    const child = spawn("soffice", [...options, what], { detached: true, stdio: "ignore" });
    const timer = setTimeout(() => process.kill(-child.pid!, "SIGKILL"), milliseconds);
    child.on("error", reject);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
