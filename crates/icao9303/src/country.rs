//! Countries by the letters of travel documents.

/// Three letters and two of every country (ISO 3166-1), in order.
const ISO: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU \
    AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ \
    BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI \
    CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE \
    DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK \
    FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN \
    IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH \
    KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV \
    MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN \
    MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI \
    NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG \
    SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI \
    SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT \
    TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG \
    VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

/// Codes of ICAO Doc 9303, part 3, section 5, that are none of ISO 3166-1 and have two letters
/// there or in certificates.
const OTHERS: [(&str, &str); 5] = [
    ("D", "DE"),
    ("EUE", "EU"),
    ("RKS", "KS"),
    ("UNO", "UN"),
    ("UTO", "UT"),
];

/// The two letters of a country by the three letters, or one, of ICAO Doc 9303, part 3, section 5.
/// Capitals only; fillers after them do not matter.
#[must_use]
pub fn two_letters(code: &str) -> Option<&'static str> {
    let code = code.trim_end_matches('<');
    let iso = ISO.split_ascii_whitespace().find_map(|pair| {
        let (three, two) = pair.split_at_checked(3)?;
        (three == code).then_some(two)
    });
    let other = || {
        OTHERS
            .iter()
            .find(|(three, _)| *three == code)
            .map(|(_, two)| *two)
    };
    iso.or_else(other)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_country_is_there_once() {
        let pairs: Vec<&str> = ISO.split_ascii_whitespace().collect();
        assert_eq!(pairs.len(), 249, "ISO 3166-1 has 249 countries");
        assert!(pairs.iter().all(|pair| pair.len() == 5));
        let two: BTreeSet<&str> = pairs.iter().filter_map(|pair| pair.get(3..)).collect();
        let three: BTreeSet<&str> = pairs.iter().filter_map(|pair| pair.get(..3)).collect();
        assert_eq!((two.len(), three.len()), (249, 249));
    }

    #[test]
    fn codes_are_found_as_icao_writes_them() {
        assert_eq!(two_letters("AUS"), Some("AU"));
        assert_eq!(two_letters("D<<"), Some("DE"));
        assert_eq!(two_letters("D"), Some("DE"));
        assert_eq!(two_letters("UNO"), Some("UN"));
        for odd in ["", "<<<", "AU", "aus", "AUSAU", "XXX"] {
            assert_eq!(two_letters(odd), None, "{odd}");
        }
    }
}
