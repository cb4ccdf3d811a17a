//! Takes out of a module what no page of ours can reach, and the compiler cannot know.

use walrus::ir::{InstrLocId, Unreachable};
use walrus::{FunctionKind, Module, passes};

/// Leptos has two ways of waking a server's page. We use the one that wakes it at once (`hydrate_body`); every erased
/// view keeps a table with an entry for the other, so that its code stays.
const WAKING_LATER: &str = "::hydrate_async::";
/// The compiler keeps one of several functions that do the same, under the name of any. Futures that are so many
/// instructions long, or longer, do the same only when they are of one kind.
const LIKE_NO_OTHER: u64 = 64;

/// Empties those functions, then drops what only they called. A call of one would stop the module, and be seen by every test
/// that opens a page.
pub(super) fn cut(module: &mut Module) {
    for function in module.funcs.iter_mut() {
        if let FunctionKind::Local(body) = &mut function.kind
            && function.name.as_deref().is_some_and(is_unused)
            && body.size() >= LIKE_NO_OTHER
        {
            let entry = body.entry_block();
            body.block_mut(entry).instrs.splice(.., [(Unreachable {}.into(), InstrLocId::default())]);
        }
    }
    passes::gc::run(module);
}

/// Whether a name, as wasm-bindgen writes it, is that of the future which such a function returns, and not of a function inside it.
fn is_unused(name: &str) -> bool {
    let path = name.rsplit_once("::h").map_or(name, |(path, _hash)| path);
    path.split_once(WAKING_LATER).is_some_and(|(_, inside)| inside.ends_with("{{closure}}"))
}

#[cfg(test)]
mod tests {
    use super::{LIKE_NO_OTHER, cut};
    use walrus::{ExportItem, FunctionBuilder, FunctionId, Module, ModuleConfig};

    const LATER: &str = "<tachys::View as tachys::RenderHtml>::hydrate_async::{{closure}}::h0a";
    const WITHIN: &str = "<tachys::View as tachys::RenderHtml>::hydrate_async::{{closure}}::inner_1::h0b";
    const NOW: &str = "<tachys::View as tachys::RenderHtml>::hydrate::{{closure}}::h0c";

    /// Exports a function that calls another as often as makes it long, or once.
    fn function(module: &mut Module, name: &str, callee: Option<FunctionId>, is_long: bool) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.name(name.to_owned());
        for _ in 0..if is_long { LIKE_NO_OTHER } else { 1 } {
            match callee {
                Some(callee) => builder.func_body().call(callee),
                None => builder.func_body().i32_const(1).drop(),
            };
        }
        builder.finish(vec![], &mut module.funcs)
    }

    fn names(module: &Module) -> Vec<&str> {
        module.funcs.iter().filter_map(|function| function.name.as_deref()).collect()
    }

    #[test]
    fn what_only_the_unused_way_calls_is_gone_and_the_rest_stays() {
        let mut module = Module::with_config(ModuleConfig::new());
        let helper = function(&mut module, "helper", None, false);
        for (name, callee) in [(LATER, Some(helper)), (WITHIN, None), (NOW, None)] {
            let made = function(&mut module, name, callee, true);
            module.exports.add(name, ExportItem::Function(made));
        }
        cut(&mut module);
        assert_eq!(names(&module), [LATER, WITHIN, NOW]);
        let sizes: Vec<_> = module.funcs.iter().map(|function| function.kind.unwrap_local().size()).collect();
        assert_eq!(sizes[0], 1, "it does nothing but stop");
        assert!(sizes[1..].iter().all(|size| *size >= LIKE_NO_OTHER));
    }

    #[test]
    fn what_others_may_share_stays() {
        let mut module = Module::with_config(ModuleConfig::new());
        let helper = function(&mut module, "helper", None, false);
        let later = function(&mut module, LATER, Some(helper), false);
        module.exports.add("later", ExportItem::Function(later));
        cut(&mut module);
        assert_eq!(names(&module), ["helper", LATER]);
    }
}
