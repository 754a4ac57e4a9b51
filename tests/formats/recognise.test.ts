/** What format a file has whose name does not say it. */
import { expect, test } from "vitest";
import { formatByContent } from "../../src/formats/index.ts";

test.each([
  ["<!DOCTYPE html>\n<html>", "html"],
  ["\uFEFF\n<html lang=en>", "html"],
  // Pages without a head, as programs write to a pipe: they were text, tags and all.
  ["<p>resolves</p>", "html"],
  ["<div class=a><h1>x</h1></div>", "html"],
  ['<h2 id="a">noting</h2>', "html"],
  ['<?xml version="1.0"?><akomaNtoso>', "akn"],
  ["<akomaNtoso xmlns=", "akn"],
  ['{"format": "plenary-draft"', "json"],
  ["{\n", "json"],
  ["{++ins++}", "txt"],
  ["<part> of a sentence", "txt"],
  ["RESOLUTION 130", "txt"],
  ["", "txt"],
  ["PK\x03\x04…", "docx"],
  // Text it is, but none to read: the reader says what it is.
  ["{\\rtf1\\ansi", "txt"],
])("%j", (start, format) => {
  expect(formatByContent(new TextEncoder().encode(start))).toBe(format);
});

// It says what to do; as text it would have been no text at all.
test("a document of Word before 2007 is one of Word's", () => {
  expect(formatByContent(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]))).toBe("docx");
});
