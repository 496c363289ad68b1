//! Publishing with faults: every operation on the disk is made to fail, or to be the last one before the process dies.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use haeseol::output::Sink as _;
use haeseol::output::publish::Staging;
use haeseol::output::publish::disk::{Faults, Operation};
use haeseol::source::Sources;
use rustix::io::Errno;

use super::publish_places::{everything, pipe};
use super::publish_world::{Fault, Faulty, World, version};

const FAULTS: [Fault; 6] = [
    Fault::Fails(Errno::IO),
    Fault::Fails(Errno::NOSPC),
    Fault::Fails(Errno::ACCESS),
    Fault::Fails(Errno::XDEV),
    Fault::Fails(Errno::BUSY),
    Fault::Dies,
];

/// What is in the place of the output before a build.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    /// A folder in which a user has made another one.
    Folder,
    Site,
}

/// What comes into the output while a build is at work.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meanwhile {
    Nothing,
    /// A folder with a file in it.
    Free,
    /// A file where the new site has a folder, and another one where it has a file.
    Taken,
}

impl Meanwhile {
    fn happen(self, output: &Path) {
        if !output.exists() {
            return;
        }
        match self {
            Self::Nothing => {}
            Self::Free => {
                fs::create_dir_all(output.join("mine-too/mine-three")).unwrap();
                fs::write(output.join("mine-too/file"), "mine: free").unwrap();
            }
            Self::Taken => {
                fs::write(output.join("en"), "mine: a file for a folder").unwrap();
                fs::create_dir_all(output.join("ko/a/mine-four")).unwrap();
            }
        }
    }
}

/// One build with one fault. Says whether the fault happened.
fn run((before, meanwhile): (Before, Meanwhile), disk: &Faulty) -> bool {
    let world = World::new();
    match before {
        Before::Nothing => {}
        Before::Folder => fs::create_dir_all(world.output().join("mine-empty")).unwrap(),
        Before::Site => {
            world.publish_well(1).unwrap();
            fs::create_dir_all(world.output().join("ko/b/c/mine-empty")).unwrap();
        }
    }
    let old = world.site();
    let mut foreign = world.foreign();
    let published = world.publish(2, disk, || {
        meanwhile.happen(&world.output());
        foreign = world.foreign();
    });
    let why = format!("{before:?} {meanwhile:?} {disk:?} {published:?}");
    let (now, new) = (world.site(), Some(version(2)));
    let dies = matches!(disk.fault, Some((Fault::Dies, _)));
    match &published {
        Ok(_) => assert_eq!(now, new, "{why}"),
        Err(error) => {
            assert!(!error.message.english().is_empty() && !error.hint.english().is_empty());
            // Without the exchange there is a moment with no output.
            let no_output = now.is_none() && dies && !disk.exchange;
            // A kill may come after the exchange.
            assert!(now == old || no_output || (dies && now == new), "{why}");
        }
    }
    let still: Vec<_> = world.foreign().into_keys().collect();
    assert_eq!(foreign.keys().cloned().collect::<Vec<_>>(), still, "{why}");
    // The next build, even one that publishes nothing, brings back what had to make room.
    drop(Staging::begin_with(
        &world.root(),
        &world.output(),
        Faulty::new(None, disk.exchange),
    ));
    let now = world.site();
    assert!(now == old || now == new, "{why}");
    let first = world.publish(2, &Faulty::new(None, disk.exchange), || ());
    if let Err(error) = &first {
        // Only what is foreign may be in the way, and is named.
        assert!(
            !foreign.is_empty() && error.message.english().contains("haeseol did not write"),
            "{why} {error:?}"
        );
        assert!(
            before == Before::Folder || meanwhile != Meanwhile::Nothing,
            "{why} {error:?}"
        );
        world.take_foreign_files_away();
        world
            .publish_well(2)
            .unwrap_or_else(|e| panic!("{why} {e:?}"));
    }
    world.assert_published(2, &why);
    let folders = |found: BTreeMap<String, PathBuf>| {
        found
            .into_keys()
            .filter(|k| !k.contains(':'))
            .collect::<Vec<_>>()
    };
    assert_eq!(folders(foreign), folders(world.foreign()), "{why}");
    disk.has_happened()
}

#[test]
fn any_operation_may_fail_or_be_the_last() {
    for before in [Before::Nothing, Before::Folder, Before::Site] {
        for meanwhile in [Meanwhile::Nothing, Meanwhile::Free, Meanwhile::Taken] {
            for exchange in [true, false] {
                for fault in FAULTS {
                    let mut at = 0;
                    while run(
                        (before, meanwhile),
                        &Faulty::new(Some((fault, at)), exchange),
                    ) {
                        at += 1;
                    }
                    assert!(at > 30, "{at} operations are not a build");
                }
            }
        }
    }
}

#[test]
fn a_whole_site_that_was_left_comes_back_if_the_output_is_gone() {
    for exchange in [true, false] {
        let mut came_back = 0;
        for at in 0..120 {
            let world = World::new();
            world.publish_well(1).unwrap();
            let disk = Faulty::new(Some((Fault::Dies, at)), exchange);
            let _ = world.publish(2, &disk, || ());
            let left = |name| world.work().join(name).exists();
            let whole = left("site.ready") || left("site.old");
            let _ = fs::remove_dir_all(world.output());
            drop(Staging::begin(&world.root(), &world.output()));
            let site = world.site();
            assert_eq!(site.is_some(), whole, "{at}");
            assert!(!whole || site == Some(version(1)) || site == Some(version(2)));
            came_back += usize::from(whole);
        }
        assert!(came_back > 1);
    }
}

/// A disk that never does an operation of a kind.
#[derive(Clone)]
struct Never(Operation, Errno);

impl Faults for Never {
    fn before(&self, operation: Operation) -> io::Result<()> {
        if operation == self.0 {
            Err(self.1.into())
        } else {
            Ok(())
        }
    }
}

#[test]
fn an_output_that_cannot_be_replaced_says_what_to_do() {
    for (operation, errno, named, help) in [
        (Operation::Exchange, Errno::BUSY, "mounted", "--out"),
        (Operation::Exchange, Errno::XDEV, "overlay", "delete it"),
        (Operation::Write, Errno::NOSPC, "cannot write", "make room"),
        (Operation::Create, Errno::ROFS, "cannot create", "--out"),
        (Operation::Flush, Errno::IO, "cannot flush", "untouched"),
    ] {
        let world = World::new();
        world.publish_well(1).unwrap();
        let error = world
            .publish(2, &Never(operation, errno), || ())
            .unwrap_err();
        assert!(
            error.message.english().contains(named) && error.hint.english().contains(help),
            "{error:?}"
        );
        world.assert_published(1, named);
    }
}

#[test]
fn an_output_that_becomes_a_link_during_the_build_is_not_followed() {
    for exchange in [true, false] {
        let world = World::new();
        world.publish_well(1).unwrap();
        let said = world.publish(2, &Faulty::new(None, exchange), || {
            fs::rename(world.output(), world.root().join("elsewhere")).unwrap();
            symlink("../outside", world.output()).unwrap();
        });
        assert!(said.unwrap()[0].english().contains("public.kept"));
        assert!(world.root().join("public.kept").is_symlink());
        world.assert_published(2, "a link");
        assert_eq!(everything(&world.outside()).len(), 1);
    }
}

#[test]
fn what_only_looks_like_the_old_site_is_kept() {
    let world = World::new();
    world.publish_well(1).unwrap();
    let said = world.publish(2, &Faulty::new(None, true), || {
        // A link in the place of a file, and a folder whose name is how those of the site begin.
        fs::remove_file(world.output().join("x.txt")).unwrap();
        symlink("../../outside/victim", world.output().join("x.txt")).unwrap();
        fs::create_dir(world.output().join("k")).unwrap();
    });
    assert!(said.unwrap()[0].english().ends_with(": k/, x.txt"));
    assert!(world.output().join("x.txt").is_symlink());
    assert!(world.output().join("k").is_dir());
}

#[test]
fn what_finds_its_place_taken_is_kept_beside_the_output() {
    let world = World::new();
    for name in ["public.kept", "public.kept-2"] {
        world.publish_well(1).unwrap();
        let said = world.publish(2, &Faulty::new(None, true), || {
            Meanwhile::Taken.happen(&world.output());
        });
        let said = said.unwrap();
        assert!(
            said[0].english().contains("still holds") && said[0].english().contains("mine-four/"),
            "{said:?}"
        );
        assert!(
            said[1].english().contains(&format!("in {name} now"))
                && said[1].english().ends_with(": en"),
            "{said:?}"
        );
        let kept = fs::read(world.root().join(name).join("en")).unwrap();
        assert_eq!(kept, b"mine: a file for a folder");
        fs::write(world.root().join(name).join("en"), "moved").unwrap();
        fs::remove_dir_all(world.output()).unwrap();
    }
}

#[test]
fn names_in_messages_do_nothing_to_a_terminal() {
    let world = World::new();
    world.publish_well(1).unwrap();
    fs::write(world.output().join("a\u{1b}[31mb\n"), "mine").unwrap();
    let message = world.publish_well(2).unwrap_err().message;
    assert!(
        message.english().ends_with("a\u{FFFD}[31mb\u{FFFD}"),
        "{message:?}"
    );
}

#[test]
fn the_first_three_foreign_files_are_named() {
    let world = World::new();
    world.publish_well(1).unwrap();
    for (name, named) in [
        ("1", "1"),
        ("2", "1, 2"),
        ("3", "1, 2, 3"),
        ("4", "1, 2, 3, …"),
    ] {
        fs::write(world.output().join(name), "mine").unwrap();
        let message = world.publish_well(2).unwrap_err().message;
        assert!(
            message
                .english()
                .ends_with(&format!("did not write: {named}")),
            "{message:?}"
        );
    }
}

#[test]
fn only_the_site_is_for_everyone() {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let world = World::new();
    let meanwhile = || assert_eq!(mode(&world.work()), 0o700);
    world
        .publish(1, &Faulty::new(None, true), meanwhile)
        .unwrap();
    assert_eq!(mode(&world.output()), mode(&world.outside()));
    assert_eq!(mode(&world.output().join("ko/a")), mode(&world.outside()));
    let usual = mode(&world.outside().join("victim"));
    assert_eq!(mode(&world.output().join("ko/a/index.html")), usual);
}

#[test]
fn a_file_to_copy_that_has_become_a_pipe_is_not_waited_for() {
    let world = World::new();
    let file = world.root().join("static/x.txt");
    fs::create_dir(world.root().join("static")).unwrap();
    fs::write(&file, "x").unwrap();
    let sources = Sources::read(&world.root());
    fs::remove_file(&file).unwrap();
    pipe(&file);
    let staging = Staging::begin(&world.root(), &world.output()).unwrap();
    staging.put("x.txt", sources.blob("static/x.txt").unwrap().clone());
    let error = staging.publish().unwrap_err();
    let why = "static/x.txt: it is not a regular file";
    assert!(error.message.english().contains(why), "{error:?}");
    assert!(!world.output().exists());
}
