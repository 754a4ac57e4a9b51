/** Namespaces: Akoma Ntoso 3.0 (OASIS, 2018), and ours for what a draft says that it has no words for. */
export const AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/** The schema allows attributes of other namespaces on every element, and elements in `proprietary`. */
export const PLENARY = "https://plenary.example/ns/draft/1";
