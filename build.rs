//! Compiles anew when a file of the theme is added or changed: `include_dir!` does not tell cargo of new files.

fn main() {
    for folder in ["templates", "templates/strings", "static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
