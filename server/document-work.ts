/** What is done with documents in a thread of their own: a draft written, uploads read, compared and checked. */
import type { DraftFile } from "../schema/index.ts";
import { type WriteOptions, type WriteResult, type WrittenView, write, writeProposals } from "../src/formats/index.ts";
import { type CompareResult, type CompareTask, compareUploads } from "./document-compare.ts";
import {
  type Begin,
  type CheckResult,
  type CheckTask,
  type ImportResult,
  type ImportTask,
  checkUpload,
  importUpload,
} from "./document-upload.ts";

export interface WriteTask {
  kind: "write";
  draft: DraftFile;
  format: string;
  view: WrittenView;
  options: WriteOptions;
}
/** The proposals of a draft, one to a page. */
export interface ProposalsTask {
  kind: "proposals";
  draft: DraftFile;
}

export type Task = WriteTask | ProposalsTask | ImportTask | CompareTask | CheckTask;
export interface ResultOf {
  write: WriteResult;
  proposals: WriteResult;
  import: ImportResult;
  compare: CompareResult;
  check: CheckResult;
}

/** `begin` is told the name of a file before it is read. */
export async function perform(task: Task, begin: Begin): Promise<ResultOf[Task["kind"]]> {
  switch (task.kind) {
    case "write":
      return write(task.format, task.draft, task.view, task.options);
    case "proposals":
      return writeProposals(task.draft);
    case "import":
      return importUpload(task, begin);
    case "compare":
      return compareUploads(task, begin);
    case "check":
      return checkUpload(task, begin);
  }
}
