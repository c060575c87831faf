//! Program `preau`: reads what is asked on the command line and does it.

use server::commands;
use std::process::ExitCode;

/// A page is thousands of short strings: this gives them out at half the system's price.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match commands::asked() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    // Before there are other threads, and their memory.
    if let Some(code) = commands::run_alone(&cli) {
        return code;
    }
    // What waits for a disk: more threads than these wait for the same disk, each with memory of its own.
    let waiting = std::thread::available_parallelism().map_or(8, |cores| cores.get() * 4);
    let runtime = match tokio::runtime::Builder::new_multi_thread().max_blocking_threads(waiting).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("preau\u{a0}: le système ne donne pas de fils d’exécution ({error})");
            return ExitCode::from(1);
        }
    };
    runtime.block_on(commands::run(cli))
}
