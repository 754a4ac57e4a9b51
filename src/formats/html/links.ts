/** Links of a page of others: a draft has none, so where they lead is said. */
import { plain } from "../result.ts";
import { type HtmlElement, textOf } from "./tree.ts";

/** What is lost of a link; null for no link, and for one whose words are its address. */
export function addressLeftOut(element: HtmlElement): { message: string; kind: string } | null {
  const address = element.nodeName === "a" ? (element.getAttribute("href") ?? "").trim() : "";
  if (address === "") return null;
  if (address.startsWith("#")) {
    const message = "a link to another place of the page is left out: its words stay";
    return { message, kind: message };
  }
  if (bare(textOf(element, address.length + 1).trim()) === bare(address)) return null;
  return { message: `the address of a link is left out: ${plain(address, 200)}`, kind: "link" };
}

/** An address as people write it. */
const bare = (address: string): string => address.replace(/^(?:mailto:|https?:\/\/)/i, "").replace(/\/$/, "");
