use proptest::prelude::*;

use super::*;

const KEY: BlindingKey = BlindingKey::new([3; 32]);

fn counts() -> impl Strategy<Value = Counts> {
    let details =
        prop::collection::btree_map(prop::collection::vec("[a-c]{1,3}", 0..3), 0_u64..40, 0..6);
    prop::collection::btree_map((1_u8..5, "XX-[A-D]"), details, 0..8)
}

proptest! {
    #[test]
    fn g14_no_count_below_ten_is_in_a_table(counts in counts()) {
        let (table, rests) = Table::new(Subject::Issuance, 20_000, &counts, &KEY);
        let object = table.encode();
        prop_assert_eq!(Table::parse(&object).unwrap(), table.clone());
        for row in &table.rows {
            let was = &counts[&(row.what, row.region.clone())];
            let mut told = 0;
            for cell in &row.cells {
                prop_assert!(cell.count >= 10);
                prop_assert_eq!(was[&cell.detail], cell.count);
                told += cell.count;
            }
            let rest = was.values().sum::<u64>() - told;
            prop_assert_eq!(rests[&(row.what, row.region.clone())], rest);
            let blinding = rest_blinding(&KEY, table.subject, table.day, row.what, &row.region);
            prop_assert!(row.rest.opens_to(rest, &blinding));
        }
        prop_assert_eq!(table.rows.len(), counts.len());
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = Table::parse(&bytes);
    }

    #[test]
    fn a_changed_byte_is_another_table_or_none(counts in counts(), at: prop::sample::Index) {
        let (table, _) = Table::new(Subject::Acts, 1, &counts, &KEY);
        let mut object = table.encode();
        let at = at.index(object.len());
        object[at] ^= 1;
        prop_assert!(Table::parse(&object).ok() != Some(table));
    }
}

#[test]
fn nobody_looks_like_nine() {
    let of = |count| {
        let cells = BTreeMap::from([(vec!["Clinic".to_owned()], count)]);
        let counts = Counts::from([((1, "XX".to_owned()), cells)]);
        Table::new(Subject::Issuance, 1, &counts, &KEY).0.encode()
    };
    assert_eq!(of(0).len(), of(9).len());
    assert_ne!(of(0), of(9));
    assert!(of(10).len() > of(9).len());
}

#[test]
fn a_table_that_tells_of_nine_is_refused() {
    let cells = BTreeMap::from([(vec!["Clinic".to_owned()], 10)]);
    let counts = Counts::from([((1, "XX".to_owned()), cells)]);
    let (mut table, _) = Table::new(Subject::Issuance, 1, &counts, &KEY);
    table.rows[0].cells[0].count = 9;
    assert!(Table::parse(&table.encode()).is_err());
    table.rows[0].cells[0].count = 10;
    table.rows.push(table.rows[0].clone());
    assert!(Table::parse(&table.encode()).is_err(), "a row twice");
}

#[test]
fn a_table_of_a_nation_fits() {
    // 90 regions, 24 kinds of act, and in each region 100 offices that are told.
    let mut counts = Counts::new();
    for what in 1..=24 {
        for region in 0..90 {
            let mut cells = BTreeMap::new();
            if what <= 4 {
                for office in 0..25 {
                    cells.insert(vec![format!("Clinic {office} of region {region}")], 20);
                }
            }
            counts.insert((what, format!("XX-{region:02}")), cells);
        }
    }
    let (table, _) = Table::new(Subject::Acts, 1, &counts, &KEY);
    let object = table.encode();
    assert!(object.len() < TABLE_MAX_BYTES / 4, "{}", object.len());
    assert_eq!(Table::parse(&object).unwrap(), table);
}
