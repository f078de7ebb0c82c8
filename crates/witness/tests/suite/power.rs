//! The power goes at any moment; two requests come at one; and there is still one history.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Barrier, Mutex};

use cleanbill_ledger::verify_cosignature;
use cleanbill_witness::{Answer, Disk, Witness};

use crate::support::{FORK, NOW, body, in_folder, open, signed, witness_vkey};

/// How the write that fails does.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Nothing was written.
    Before,
    /// It was written, and yet an error came: the rename is there, its folder not flushed.
    After,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    writes: usize,
    /// Which write fails, how, and whether the machine is gone then.
    fault: Option<(usize, Fault, bool)>,
    is_dead: bool,
}

/// A disk that fails at a given write.
#[derive(Default)]
struct Frail(Mutex<State>);

impl Frail {
    /// Switched on again.
    fn revived(&self) -> Arc<Self> {
        let files = self.0.lock().unwrap().files.clone();
        Arc::new(Self(Mutex::new(State {
            files,
            ..State::default()
        })))
    }

    fn fail_at(&self, write: usize, fault: Fault, dies: bool) {
        let mut state = self.0.lock().unwrap();
        state.fault = Some((state.writes + write, fault, dies));
    }
}

impl Disk for Frail {
    fn read(&self, name: &str, _: u64) -> io::Result<Option<Vec<u8>>> {
        let state = self.0.lock().unwrap();
        if state.is_dead {
            return Err(ErrorKind::Other.into());
        }
        Ok(state.files.get(name).cloned())
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        if state.is_dead {
            return Err(ErrorKind::Other.into());
        }
        let fault = state.fault.filter(|(write, ..)| *write == state.writes);
        state.writes += 1;
        if !matches!(fault, Some((_, Fault::Before, _))) {
            state.files.insert(name.into(), bytes.into());
        }
        match fault {
            None => Ok(()),
            Some((.., dies)) => {
                state.is_dead = dies;
                Err(ErrorKind::StorageFull.into())
            }
        }
    }

    fn names(&self) -> io::Result<Vec<String>> {
        Ok(self.0.lock().unwrap().files.keys().cloned().collect())
    }
}

/// Asks as a log does that has two trees, following what conflicts tell; which of the two were
/// cosigned beyond where they part.
fn ask_for(witness: &Witness, honest: bool, size: u64) -> bool {
    let mut old = 0;
    for _ in 0..3 {
        match witness.add_checkpoint(&body(honest, old, size)) {
            Answer::Cosigned(signature) => {
                let note = signed(honest, size).note;
                let at = verify_cosignature(&note, &signature, &witness_vkey());
                assert_eq!(at, Ok(NOW));
                return size > FORK;
            }
            Answer::Conflict { size } if size != old => old = size,
            _ => return false,
        }
    }
    false
}

#[test]
fn whenever_the_power_goes_there_is_one_history() {
    let mut faults = 0;
    for start in [0, FORK] {
        for write in 0..3 {
            for fault in [Fault::Before, Fault::After] {
                for dies in [false, true] {
                    let disk = Arc::new(Frail::default());
                    let witness = open(disk.clone()).unwrap();
                    if start > 0 {
                        ask_for(&witness, true, start);
                    }
                    disk.fail_at(write, fault, dies);
                    let mut honest = ask_for(&witness, true, 9);
                    let mut forked = ask_for(&witness, false, 8);
                    assert!(!(honest && forked), "{start} {write} {fault:?} {dies}");
                    faults += usize::from(!honest);
                    // Started anew, or asked again.
                    let disk = disk.revived();
                    let witness = open(disk.clone()).unwrap();
                    forked |= ask_for(&witness, false, 10);
                    honest |= ask_for(&witness, true, 11);
                    forked |= ask_for(&witness, false, 12);
                    assert!(honest != forked, "{start} {write} {fault:?} {dies}");
                }
            }
        }
    }
    assert!(faults >= 8, "the faults were met: {faults}");
}

#[test]
fn of_two_trees_at_once_one_is_cosigned() {
    for round in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let witness = in_folder(&folder).unwrap();
        ask_for(&witness, true, FORK);
        let start = Barrier::new(4);
        let cosigned: Vec<(bool, bool)> = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..4u64)
                .map(|number| {
                    let (witness, start) = (&witness, &start);
                    scope.spawn(move || {
                        let honest = (number + round) % 2 == 0;
                        start.wait();
                        (honest, ask_for(witness, honest, 6 + number))
                    })
                })
                .collect();
            asking.into_iter().map(|it| it.join().unwrap()).collect()
        });
        let of = |side| cosigned.iter().any(|(honest, got)| *honest == side && *got);
        assert!(of(true) != of(false), "{cosigned:?}");
        // What was written last is the largest that was cosigned.
        let largest = (0..4u64)
            .filter(|number| cosigned[*number as usize].1)
            .map(|number| 6 + number)
            .max();
        let (_, seen) = witness.logs().next().unwrap();
        assert_eq!(seen.map(|seen| seen.size), largest);
        drop(witness);
        let again = in_folder(&folder).unwrap();
        assert_eq!(again.logs().next().unwrap().1, seen);
    }
}

/// The race of C2SP tlog-witness: two requests from one old size, one further than the other.
#[test]
fn nothing_is_rolled_back() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let witness = in_folder(&folder).unwrap();
        let start = Barrier::new(2);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let asking: Vec<_> = [7, 12]
                .map(|size| {
                    let (witness, start) = (&witness, &start);
                    scope.spawn(move || {
                        start.wait();
                        witness.add_checkpoint(&body(true, 0, size))
                    })
                })
                .into_iter()
                .collect();
            asking.into_iter().map(|it| it.join().unwrap()).collect()
        });
        let seen = witness.logs().next().unwrap().1.unwrap().size;
        match answers.as_slice() {
            [Answer::Cosigned(_), Answer::Conflict { size: 7 }] => assert_eq!(seen, 7),
            [Answer::Conflict { size: 12 }, Answer::Cosigned(_)] => assert_eq!(seen, 12),
            other => panic!("{other:?}"),
        }
    }
}
