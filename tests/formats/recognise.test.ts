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
])("%j", (start, format) => {
  expect(formatByContent(new TextEncoder().encode(start))).toBe(format);
});
