/**
 * Acronyms that a resolution of the Union may use without saying what they mean, in the languages that have their own.
 * Numbers behind them do not matter (`WTDC-06` is `WTDC`), nor does an `s`.
 */
export const COMMON_ACRONYMS: ReadonlySet<string> = new Set(
  [
    // the Union, its Sectors, bureaux, bodies and conferences
    "ITU ITU-T ITU-R ITU-D UIT UIT-T UIT-R UIT-D МСЭ МСЭ-Т МСЭ-R МСЭ-D",
    "TSB BR BDT BDT TSAG RAG TDAG SG PP WTSA WTDC WRC RA WCIT WTPF WSIS GSR CWG RRB RR ITR",
    "AMNT CMDT CMR AR CMTI SMSI AMNT CMSI ВАСЭ ВКРЭ ВКР ПК ВВУИО",
    // the United Nations and other organizations that everybody knows
    "UN UNGA UNESCO UNDP UNEP UNICEF UNCTAD WHO WIPO WTO WMO ILO FAO ICAO IMO UPU IAEA IMF OECD ISO IEC",
    "ONU OMS OMPI OMC OMM OIT OACI OMI UNESCO OCDE ООН ЮНЕСКО ВОЗ ВОИС ВТО ИСО МЭК",
    // telecommunications
    "ICT TIC ИКТ IP TCP IT TV HF VHF UHF AM FM PC USB SMS ID AI ИИ ТВ",
    // sustainable development
    "SDG MDG ODD ODS OMD ODM ЦУР ЦРТ LDC SIDS LLDC PMA PEID PMA PEID НРС СИДС",
    // kinds of proposal, and countries by their initials
    "ADD MOD SUP NOC USA EU UK UE",
  ].flatMap((line) => line.split(" ")),
);
