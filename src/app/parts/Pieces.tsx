import type { Piece } from "../session.ts";
import { t } from "../text/index.ts";

const SHOWN = 6;
const LENGTH = 1200;

/** What a change inserts, deletes and sets, in reading order. Long changes are cut; the text itself is beside it. */
export function Pieces({ pieces, most = SHOWN }: { pieces: readonly Piece[]; most?: number }) {
  const rest = pieces.length - most;
  return (
    <>
      {pieces.slice(0, most).map((piece, i) => (
        <span key={i}>
          {i > 0 && " "}
          <OnePiece piece={piece} />
        </span>
      ))}
      {rest > 0 && <span class="muted"> {t("pieces-more", { count: rest })}</span>}
    </>
  );
}

function OnePiece({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case "insert":
      return <Words as="ins" text={piece.text} />;
    case "delete":
      return <Words as="del" text={piece.text} />;
    case "set":
      return (
        <span class="piece-set">
          {t("piece-set", {
            attribute: t(`attribute-${piece.attribute}`),
            from: valueText(piece.attribute, piece.from),
            to: valueText(piece.attribute, piece.to),
          })}
        </span>
      );
  }
}

/** Words between `ins` or `del`, paragraph marks shown as pilcrows. */
function Words({ as: Tag, text }: { as: "ins" | "del"; text: string }) {
  const [first, last] = [text.slice(0, LENGTH * 0.7), text.slice(-LENGTH * 0.2)];
  const shown = text.length > LENGTH ? `${first} … ${last}` : text;
  const label = t(Tag === "ins" ? "piece-inserted" : "piece-deleted");
  return (
    <Tag class="revision">
      <span class="unseen">{label} </span>
      {shown.replaceAll("\n", "¶ ").replaceAll("\uFFFC", "▫").trimEnd()}
      {text.trim() === "" && !text.includes("\n") && <span class="piece-space">{t("piece-space")}</span>}
    </Tag>
  );
}

function valueText(attribute: string, value: string | null): string {
  if (attribute === "role") return t(`paragraph-${value ?? "text"}`);
  if (attribute === "level") return String(Number(value ?? 0) + 1);
  if (value === null) return t("value-none");
  return value === "true" ? t("value-on") : value;
}
