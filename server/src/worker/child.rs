//! The worker's own side: jobs in, answers out, until nobody asks any more.

use super::{frame, job::Job};
use bytes::Bytes;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
};

/// Works until its input ends, with no more address space than this many bytes.
///
/// # Errors
/// When the bound cannot be set, or the pipes break.
pub fn serve(memory: u64) -> io::Result<()> {
    let bound = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    setrlimit(Resource::As, bound(memory))?;
    // What memory holds is somebody's document: it is not written to the disk when a worker dies.
    setrlimit(Resource::Core, bound(0))?;
    std::panic::set_hook(Box::new(|panic| {
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut header = [0; frame::HEADER];
    while read_or_end(&mut input, &mut header)? {
        let (kind, length) = frame::header(header);
        let mut body = vec![0; length];
        input.read_exact(&mut body)?;
        let answer = answer(kind, &body.into());
        output.write_all(&answer)?;
        output.flush()?;
    }
    Ok(())
}

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

fn answer(kind: u8, body: &Bytes) -> Vec<u8> {
    let job = frame::parts(body).and_then(|parts| Job::of(kind, parts));
    let done = job.ok_or_else(|| "this is no job".to_owned()).and_then(|job| {
        catch_unwind(AssertUnwindSafe(|| job.run())).unwrap_or_else(|_panic| {
            let panic = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner);
            Err(format!("building it panicked: {}", panic.replace('\n', " ")))
        })
    });
    match done {
        Ok(parts) => frame::encode(frame::DONE, &parts),
        Err(reason) => frame::encode(frame::FAILED, &[reason.into()]),
    }
}

/// `false` when nothing comes any more.
fn read_or_end(input: &mut impl Read, into: &mut [u8]) -> io::Result<bool> {
    match input.read_exact(into) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
