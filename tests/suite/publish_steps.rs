//! Publishing in any order of steps: builds, kills, and what users and other programs do between and during them.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::publish::{haeseol, program, site};
use super::publish_places::everything;
use super::publish_world::{Fault, Faulty, World, version};

#[derive(Debug, Clone)]
enum Step {
    Build {
        version: usize,
        /// The operation at which the process dies.
        dies: Option<usize>,
        exchange: bool,
        meanwhile: Option<Put>,
    },
    Put(Put),
    /// The list of the output is replaced: by a text, a link, nothing.
    Junk(usize),
    /// A link or file is put into the work folder.
    Plant(&'static str),
    DeleteOutput,
}

/// A foreign file or an empty folder, somewhere in the output.
#[derive(Debug, Clone)]
struct Put {
    folder: &'static str,
    is_file: bool,
}

fn put() -> impl Strategy<Value = Put> {
    let folder = prop::sample::select(vec![
        "",
        "",
        "ko",
        "ko/b/c",
        "en/d",
        "index.html",
        "own/deep",
    ]);
    (folder, any::<bool>()).prop_map(|(folder, is_file)| Put { folder, is_file })
}

fn step() -> impl Strategy<Value = Step> {
    let planted = vec![
        "lock",
        "site",
        "site.ready",
        "site.old",
        "site.gone",
        "letter",
    ];
    prop_oneof![
        8 => (1..3_usize, prop::option::of(0..110_usize), any::<bool>(), prop::option::of(put())).prop_map(
            |(version, dies, exchange, meanwhile)| Step::Build { version, dies, exchange, meanwhile }
        ),
        2 => put().prop_map(Step::Put),
        1 => (0..3_usize).prop_map(Step::Junk),
        1 => prop::sample::select(planted).prop_map(Step::Plant),
        1 => Just(Step::DeleteOutput),
    ]
}

/// Puts something foreign into the output, under a name of its own. Does nothing where that cannot be.
fn happen(put: &Put, output: &Path, number: usize) {
    let folder = output.join(put.folder);
    if !output.is_dir() || fs::create_dir_all(&folder).is_err() {
        return;
    }
    if put.is_file {
        // `en` is where the second version has a folder.
        let free = put.folder.is_empty() && !output.join("en").exists();
        let name = if free {
            "en".to_owned()
        } else {
            format!("file-{number}")
        };
        fs::write(folder.join(name), format!("mine: {number}")).unwrap();
    } else {
        fs::create_dir(folder.join(format!("mine-{number}"))).unwrap();
    }
}

/// Whether the work folder holds what no build has left there.
fn planted(world: &World) -> bool {
    let plants = fs::read_dir(world.work()).into_iter().flatten().flatten();
    plants
        .into_iter()
        .any(|e| e.file_type().unwrap().is_symlink() || e.file_name() == "letter")
}

fn take_step(world: &World, step: &Step, number: usize) -> Result<(), TestCaseError> {
    let output = world.output();
    match step {
        Step::Put(put) => happen(put, &output, number),
        Step::DeleteOutput => drop(fs::remove_dir_all(&output)),
        Step::Junk(kind) => {
            let list = output.join(".haeseol");
            let removed = fs::remove_file(&list);
            match kind {
                _ if removed.is_err() => {}
                0 => fs::write(&list, "index.html\n../../outside/victim\n").unwrap(),
                1 => symlink("../../outside/victim", &list).unwrap(),
                _ => {}
            }
        }
        Step::Plant(name) => {
            let _ = fs::create_dir(world.work());
            let to = if *name == "lock" {
                "../../outside/victim"
            } else {
                "../../outside"
            };
            let _ = symlink(to, world.work().join(name));
        }
        Step::Build {
            version: n,
            dies,
            exchange,
            meanwhile,
        } => {
            let (before, left, trap) = (world.site(), world.work().exists(), planted(world));
            let disk = Faulty::new(dies.map(|at| (Fault::Dies, at)), *exchange);
            let mut expected = None;
            let result = world.publish(*n, &disk, || {
                if let Some(put) = meanwhile {
                    happen(put, &output, number);
                }
                expected = Some(ids(world));
            });
            if let Some(expected) = expected {
                prop_assert_eq!(expected, ids(world));
            }
            let now = world.site();
            match result {
                Ok(_) => {
                    prop_assert_eq!(now, Some(version(*n)));
                    prop_assert!(!trap);
                }
                Err(error) => {
                    let named = ["did not write", "in the way", "the last one is in", "dead"];
                    prop_assert!(
                        named.iter().any(|n| error.message.english().contains(n)),
                        "{:?}",
                        error
                    );
                    prop_assert!(dies.is_some() || left || now == before, "{:?}", error);
                }
            }
        }
    }
    Ok(())
}

/// What is foreign, wherever it is.
fn ids(world: &World) -> BTreeSet<String> {
    world.foreign().into_keys().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_steps_loses_anything(steps in prop::collection::vec(step(), 1..12)) {
        let world = World::new();
        let outside = everything(&world.outside());
        for (number, step) in steps.iter().enumerate() {
            let before = ids(&world);
            take_step(&world, step, number)?;
            if !matches!(step, Step::DeleteOutput) {
                prop_assert!(before.is_subset(&ids(&world)), "{:?}", step);
            }
            prop_assert_eq!(&outside, &everything(&world.outside()));
            // Never a mix of two versions.
            let whole = [None, Some(version(1)), Some(version(2)), Some(Default::default())];
            prop_assert!(whole.contains(&world.site()), "{:?} {:?}", step, world.site());
        }
        // A user who does what the messages say has the new site.
        for _ in 0..8 {
            let Err(error) = world.publish(2, &Faulty::new(None, true), || ()) else {
                break;
            };
            if error.message.english().contains("in the way") {
                for name in ["lock", "site", "site.ready", "site.old", "site.gone", "letter"] {
                    if world.work().join(name).is_symlink() {
                        fs::remove_file(world.work().join(name)).unwrap();
                    }
                }
            } else if fs::read(world.output().join(".haeseol")).is_ok_and(|l| l.starts_with(b"# Written")) {
                world.take_foreign_files_away();
            } else {
                let _ = fs::remove_dir_all(world.output());
            }
        }
        world.assert_published(2, "at the end");
    }
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let folder = site("== static/x.txt\nx");
    let (content, public) = (folder.path().join("content"), folder.path().join("public"));
    let write = |version: &str| {
        let _ = fs::remove_dir_all(&content);
        fs::create_dir(&content).unwrap();
        fs::write(
            content.join("index.ko.md"),
            format!("---\ntitle: {version}\n---\n"),
        )
        .unwrap();
        for n in 0..30 {
            let name = format!("{version}-{}.ko.md", n + version.len());
            fs::write(
                content.join(name),
                format!("---\ntitle: {version} {n}\n---\n{version}\n"),
            )
            .unwrap();
        }
    };
    let mut time = Duration::ZERO;
    let versions = ["first", "second"].map(|version| {
        write(version);
        let start = Instant::now();
        assert!(haeseol(folder.path(), &["build"]).status.success());
        time = start.elapsed();
        everything(&public)
    });
    const KILLS: u32 = 24;
    for kill in 0..KILLS {
        write(["first", "second"][kill as usize % 2]);
        let mut build = program(folder.path())
            .args(["build", "--quiet"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // All moments from the start of a build to its end.
        std::thread::sleep(time * (kill + 1) / KILLS);
        build.kill().unwrap();
        build.wait().unwrap();
        assert!(versions.contains(&everything(&public)), "kill {kill}");
    }
    write("second");
    assert!(haeseol(folder.path(), &["build"]).status.success());
    assert_eq!(everything(&public), versions[1]);
    assert!(!folder.path().join(".public.haeseol").exists());
}
