/**
 * The calls that open a section and the bodies that they address, in the six languages of the Union. English forms were
 * counted in the 64 texts of PP-18; in the other languages most forms still want a native reader (see README, limits).
 */
import type { Part } from "./attributes.ts";

export const LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];
type Words = readonly [en: string, fr: string, es: string, ru: string, ar: string, zh: string];

// biome-ignore format: a row per line, a language per column
export const PREAMBLE_CALLS: readonly Words[] = [
  ["considering", "considérant", "considerando", "учитывая", "إذ يضع في اعتباره", "考虑到"],
  ["considering further", "considérant en outre", "considerando además", "учитывая далее", "وإذ يضع في اعتباره كذلك", "进一步考虑到"],
  ["recognizing", "reconnaissant", "reconociendo", "признавая", "وإذ يدرك", "认识到"],
  ["recognizing further", "reconnaissant en outre", "reconociendo además", "признавая далее", "وإذ يدرك كذلك", "进一步认识到"],
  ["noting", "notant", "observando", "отмечая", "وإذ يلاحظ", "注意到"],
  ["noting further", "notant en outre", "observando además", "отмечая далее", "وإذ يلاحظ كذلك", "进一步注意到"],
  ["recalling", "rappelant", "recordando", "напоминая", "إذ يذكّر", "忆及"],
  ["recalling further", "rappelant en outre", "recordando además", "напоминая далее", "وإذ يذكّر كذلك", "进一步忆及"],
  ["aware", "consciente", "consciente", "осознавая", "وإذ يعي", "意识到"],
  ["conscious", "consciente", "consciente", "сознавая", "وإذ يدرك", "意识到"],
  ["bearing in mind", "ayant à l'esprit", "teniendo presente", "памятуя", "وإذ لا يغيب عن باله", "铭记"],
  ["taking into account", "tenant compte", "teniendo en cuenta", "принимая во внимание", "وإذ يأخذ بعين الاعتبار", "顾及"],
  ["taking into consideration", "prenant en considération", "tomando en consideración", "принимая во внимание", "وإذ يراعي", "考虑"],
  ["emphasizing", "soulignant", "destacando", "подчеркивая", "وإذ يؤكد", "强调"],
  ["stressing", "soulignant", "subrayando", "подчеркивая", "وإذ يشدد", "强调"],
  ["having examined", "ayant examiné", "habiendo examinado", "рассмотрев", "وقد نظر في", "经审议"],
  ["convinced", "convaincue", "convencida", "будучи убеждена", "واقتناعاً منه", "确信"],
  ["concerned", "préoccupée", "preocupada", "будучи обеспокоена", "وإذ يقلقه", "关切"],
  ["welcoming", "se félicitant", "acogiendo con satisfacción", "приветствуя", "وإذ يرحب", "欢迎"],
  ["reaffirming", "réaffirmant", "reafirmando", "подтверждая", "وإذ يؤكد مجدداً", "重申"],
  ["noting with concern", "notant avec préoccupation", "observando con preocupación", "отмечая с обеспокоенностью", "وإذ يلاحظ بقلق", "关切地注意到"],
];

// biome-ignore format: a row per line, a language per column
export const OPERATIVE_CALLS: readonly Words[] = [
  ["resolves", "décide", "resuelve", "решает", "يقرر", "做出决议"],
  ["resolves further", "décide en outre", "resuelve además", "решает далее", "يقرر كذلك", "进一步做出决议"],
  ["decides", "décide", "decide", "решает", "يقرر", "决定"],
  ["instructs", "charge", "encarga a", "поручает", "يكلف", "责成"],
  ["further instructs", "charge en outre", "encarga además", "поручает далее", "يكلف كذلك", "进一步责成"],
  ["invites", "invite", "invita a", "предлагает", "يدعو", "请"],
  ["further invites", "invite en outre", "invita además", "предлагает далее", "يدعو كذلك", "进一步请"],
  ["requests", "prie", "pide a", "просит", "يطلب", "要求"],
  ["encourages", "encourage", "alienta a", "настоятельно рекомендует", "يشجع", "鼓励"],
  ["urges", "prie instamment", "insta a", "настоятельно призывает", "يحث", "敦促"],
  ["calls upon", "engage", "exhorta a", "призывает", "يناشد", "呼吁"],
  ["recommends", "recommande", "recomienda", "рекомендует", "يوصي", "建议"],
  ["authorizes", "autorise", "autoriza", "уполномочивает", "يخوّل", "授权"],
  ["appeals to", "lance un appel", "hace un llamamiento", "обращается с призывом", "يناشد", "呼吁"],
  ["expresses", "exprime", "expresa", "выражает", "يعرب", "表示"],
];

// biome-ignore format: a row per line, a language per column
export const ADDRESSEES: readonly Words[] = [
  ["the Secretary-General", "le Secrétaire général", "al Secretario General", "Генеральному секретарю", "الأمين العام", "秘书长"],
  ["the Director of the Telecommunication Standardization Bureau", "le Directeur du Bureau de la normalisation des télécommunications", "al Director de la Oficina de Normalización de las Telecomunicaciones", "Директору Бюро стандартизации электросвязи", "مدير مكتب تقييس الاتصالات", "电信标准化局主任"],
  ["the Director of the Radiocommunication Bureau", "le Directeur du Bureau des radiocommunications", "al Director de la Oficina de Radiocomunicaciones", "Директору Бюро радиосвязи", "مدير مكتب الاتصالات الراديوية", "无线电通信局主任"],
  ["the Director of the Telecommunication Development Bureau", "le Directeur du Bureau de développement des télécommunications", "al Director de la Oficina de Desarrollo de las Telecomunicaciones", "Директору Бюро развития электросвязи", "مدير مكتب تنمية الاتصالات", "电信发展局主任"],
  ["the Directors of the Bureaux", "les Directeurs des Bureaux", "a los Directores de las Oficinas", "Директорам Бюро", "مديري المكاتب", "各局主任"],
  ["the Council", "le Conseil", "al Consejo", "Совету", "المجلس", "理事会"],
  ["Member States", "les Etats Membres", "a los Estados Miembros", "Государствам-Членам", "الدول الأعضاء", "成员国"],
  ["Sector Members", "les Membres des Secteurs", "a los Miembros de Sector", "Членам Секторов", "أعضاء القطاعات", "部门成员"],
  ["Associates", "les Associés", "a los Asociados", "Ассоциированным членам", "المنتسبين", "部门准成员"],
  ["Academia", "les établissements universitaires", "a las Instituciones Académicas", "Академическим организациям", "الهيئات الأكاديمية", "学术成员"],
];

export interface FoundCall {
  part: Part;
  /** The known call that the line begins with, as the list spells it. */
  call: string;
  language: Language;
  /** What follows the call: the addressee, or an empty string. */
  rest: string;
}

interface Known {
  /** As the list spells it, and in small letters. */
  words: string;
  small: string;
  part: Part;
  language: Language;
}
const small = (text: string): string => text.toLocaleLowerCase("en").replaceAll("’", "'");
const known = (rows: readonly Words[], part: Part): Known[] =>
  rows.flatMap((row) => row.map((words, i) => ({ words, small: small(words), part, language: LANGUAGES[i]! })));

/** Known calls by their first letter, the longest first: "considering further" before "considering". */
const KNOWN = new Map<string, Known[]>();
for (const call of [...known(PREAMBLE_CALLS, "preamble"), ...known(OPERATIVE_CALLS, "operative")]) {
  const first = call.small[0]!;
  KNOWN.set(
    first,
    [...(KNOWN.get(first) ?? []), call].sort((a, b) => b.words.length - a.words.length),
  );
}
const LONGEST = Math.max(...[...KNOWN.values()].flat().map(({ words }) => words.length));

/**
 * The call that a line begins with, or null when no known call fits. Case does not matter; a word must end there. In
 * Spanish the last one may run into an article: `encarga al Director` is `encarga a` with its addressee.
 */
export function findCall(line: string): FoundCall | null {
  const text = line.trim();
  const start = small(text.slice(0, LONGEST));
  for (const { words, small: call, part, language } of KNOWN.get(start[0] ?? "") ?? []) {
    if (!start.startsWith(call)) continue;
    const rest = text.slice(words.length);
    if (language === "es" && call.endsWith(" a") && /^l\s/iu.test(rest))
      return { part, call: words, language, rest: text.slice(words.length - 1).trim() };
    if (language !== "zh" && /^[\p{L}\p{M}]/u.test(rest)) continue;
    return { part, call: words, language, rest: rest.trim() };
  }
  return null;
}
