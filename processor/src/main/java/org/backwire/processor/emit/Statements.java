package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Note;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Writes regions as Java statements. */
final class Statements {
    private final Regions regions;
    private final Inlining inlining;
    private final Locals locals;
    private final @Nullable Division division;
    private final Expressions expressions;
    private final CallStatements calls;
    private final Lines lines;
    private final Map<Regions.Node, Regions.Node> flattened = new HashMap<>();
    private boolean inBackwardPass;
    private final Presets presets;

    /**
     * @param division the parts that are called, if there are any
     * @param verbatim takes the lines that are final
     */
    Statements(Regions regions, Inlining inlining, Locals locals, @Nullable Division division, Verbatim verbatim) {
        this.lines = new Lines(verbatim);
        this.division = division;
        this.regions = regions;
        this.inlining = inlining;
        this.locals = locals;
        this.expressions = new Expressions(regions, inlining, locals);
        this.presets = new Presets(expressions, inlining, locals);
        this.calls = new CallStatements(this, expressions, inlining, locals);
    }

    Expressions expressions() {
        return expressions;
    }

    CodeBlock build() {
        return lines.build();
    }

    void statement(Text text, @Nullable Note note) {
        lines.statement(text, note, "");
    }

    /** @param prefix begins the comment, also where nothing follows */
    void statement(Text text, @Nullable Note note, String prefix) {
        lines.statement(text, note, prefix);
    }

    private static boolean isBackward(Op op) {
        for (Value result : op.results()) {
            if (result.note() != null) {
                return true;
            }
        }
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                if (isBackward(inner)) {
                    return true;
                }
            }
        }
        return op instanceof Op.Store store && store.note() != null;
    }

    /** Writes the ops of a region. */
    void write(List<Op> ops, Regions.Node node) {
        for (Op op : ops) {
            boolean isPart =
                    op.results().size() == 1 && inlining.isInlined(op.results().get(0));
            if (!isPart) {
                if (node == regions.body() && !inBackwardPass && isBackward(op)) {
                    inBackwardPass = true;
                    lines.separate();
                }
                write(op, node);
            }
        }
    }

    private void write(Op op, Regions.Node node) {
        if (op instanceof Op.If branch && !inlining.isChoice(branch)) {
            writeIf(branch, node);
        } else if (op instanceof Op.Throw thrown) {
            statement(Text.of("throw $L", expressions.exact(thrown.exception()).text()), null);
        } else if (op instanceof Op.Assert assertion) {
            writeAssert(assertion);
        } else if (op instanceof Op.CallCompanion call) {
            calls.write(call, node);
        } else if (op instanceof Op.CallDifferentiable call && call.frame() != null) {
            calls.write(call, Objects.requireNonNull(call.frame()), node);
        } else if (op instanceof Op.CallDifferentiable call
                && call.callee().result() instanceof Shape.Compound record) {
            calls.write(call, record, node);
        } else if (op instanceof Op.CallPart call) {
            calls.write(call, Objects.requireNonNull(division), node);
        } else if (op instanceof Op.Loop loop) {
            writeLoop(loop, node);
        } else if (op instanceof Op.Store store) {
            writeStore(store);
        } else if (op instanceof Op.CopyRange copy) {
            List<Code> arguments =
                    copy.operands().stream().map(expressions::loose).toList();
            statement(Text.of("$T.arraycopy($L)", System.class, Expressions.joined(arguments)), null);
        } else if (op instanceof Op.Fill fill) {
            writeFill(fill);
        } else if (op.results().isEmpty() || !inlining.isUsed(op.results().get(0))) {
            writeEffect(op);
        } else {
            Value result = op.results().get(0);
            Text update = update(op, result);
            if (update != null) {
                statement(update, result.note());
            } else {
                assign(result, expressions.of(op), node);
            }
        }
    }

    private void writeEffect(Op op) {
        if (op instanceof Op.Foreign foreign && foreign.use() == Op.Use.STATIC_FIELD) {
            return; // an enum constant that nobody compares with
        }
        boolean isCall = op instanceof Op.Foreign foreign && foreign.use() != Op.Use.INSTANCE_FIELD;
        if (isCall || op instanceof Op.CallDifferentiable || op instanceof Op.CallRuled) {
            statement(expressions.of(op).text(), null);
        } else if (Inlining.hasEffect(op)) {
            // an expression is no statement: an unused 1 / n must still throw
            Value result = op.results().get(0);
            statement(
                    Text.of(
                            "$T $N = $L",
                            TypeNames.of(result.type()),
                            locals.name("unused"),
                            expressions.of(op).text()),
                    null);
        }
    }

    /** {@code x += e} and its kin, where the result lives in the variable of the first operand. */
    private @Nullable Text update(Op op, Value result) {
        if (!(op instanceof Op.Apply apply)
                || apply.method() != null
                || apply.operands().size() != 2) {
            return null;
        }
        Value first = apply.operands().get(0);
        Value second = apply.operands().get(1);
        Operators operator = Operators.binary(apply.gate());
        if (operator == null || apply.gate().isTest() || inlining.isInlined(first) || !locals.share(result, first)) {
            return null;
        }
        Gate gate = apply.gate();
        Code code = expressions.loose(second);
        boolean isOne = expressions.isOne(second);
        String name = locals.of(result).name();
        if (isOne && (gate == Gate.ADD || gate == Gate.SUB) && !result.type().isFloating()) {
            return Text.of(gate == Gate.ADD ? "$N++" : "$N--", name);
        }
        return Text.of("$N $L= $L", name, operator.symbol(), code.text());
    }

    void assign(Value target, Code value, Regions.Node node) {
        Locals.Local local = locals.assigned(target);
        if (!local.isDeclared() && standsIn(local.scope(), node)) {
            local.declare();
            statement(Text.of("$T $N =$W$L", TypeNames.of(local.type()), local.name(), value.text()), target.note());
        } else {
            statement(Text.of("$N =$W$L", local.name(), value.text()), target.note());
        }
    }

    /** Whether two regions are the same pair of braces in the text. */
    private boolean standsIn(Regions.Node scope, Regions.Node node) {
        return braces(scope) == braces(node);
    }

    private Regions.Node braces(Regions.Node node) {
        Regions.Node outer = flattened.get(node);
        return outer == null ? node : braces(outer);
    }

    private void declare(Op op, Regions.Node node) {
        for (Locals.Local local : locals.undeclaredIn(op)) {
            if (standsIn(local.scope(), node)) {
                local.declare();
                statement(Text.of("$T $N", TypeNames.of(local.type()), local.name()), null);
            }
        }
    }

    private void writeIf(Op.If branch, Regions.Node node) {
        Regions.Node then = regions.of(branch).get(0);
        Regions.Node otherwise = regions.of(branch).get(1);
        if (!branch.then().completes()) {
            writeGuard(expressions.loose(branch.condition()), then, otherwise, branch, node);
        } else if (!branch.otherwise().completes()) {
            writeGuard(expressions.negation(branch.condition()), otherwise, then, branch, node);
        } else {
            preset(branch, node);
            declare(branch, node);
            writeBoth(branch, then, otherwise);
        }
    }

    /** {@code if (bad) throw …;} and what follows needs no braces. */
    private void writeGuard(Code bad, Regions.Node thrower, Regions.Node rest, Op.If branch, Regions.Node node) {
        lines.begin(Text.of("if ($L)", bad.text()));
        write(thrower.region().ops(), thrower);
        lines.end();
        flattened.put(rest, node);
        writeSide(branch, rest);
    }

    /** What one side leaves at zero is zero from the start. */
    private void preset(Op.If branch, Regions.Node node) {
        presets.inherit(branch);
        for (int i = 0; i < branch.results().size(); i++) {
            Value result = branch.results().get(i);
            Value zero = presets.zeroOfOne(branch, i);
            if (zero == null || result.origin() != null) {
                continue;
            }
            Locals.Local local = locals.of(result);
            if (!local.isDeclared() && standsIn(local.scope(), node)) {
                local.declare();
                Text code = expressions.loose(zero).text();
                statement(Text.of("$T $N =$W$L", TypeNames.of(local.type()), local.name(), code), null);
                presets.put(branch, i, zero);
            }
        }
    }

    private void writeBoth(Op.If branch, Regions.Node then, Regions.Node otherwise) {
        boolean thenSays = saysSomething(branch.then(), branch);
        boolean otherwiseSays = saysSomething(branch.otherwise(), branch);
        if (thenSays) {
            lines.begin(Text.of("if ($L)", expressions.loose(branch.condition()).text()));
            writeSide(branch, then);
            if (otherwiseSays) {
                writeElse(branch, otherwise);
            }
            lines.end();
        } else if (otherwiseSays) {
            lines.begin(
                    Text.of("if ($L)", expressions.negation(branch.condition()).text()));
            writeSide(branch, otherwise);
            lines.end();
        }
    }

    private void writeElse(Op.If branch, Regions.Node otherwise) {
        Op.If chained = chained(branch, otherwise);
        if (chained == null) {
            lines.orElse();
            writeSide(branch, otherwise);
            return;
        }
        lines.orElse(expressions.loose(chained.condition()).text());
        writeSide(chained, regions.of(chained).get(0));
        if (saysSomething(chained.otherwise(), chained)) {
            writeElse(chained, regions.of(chained).get(1));
        }
    }

    /** The {@code If} that is all that an else has to say, without a declaration or an assignment beside it. */
    private Op.@Nullable If chained(Op.If branch, Regions.Node otherwise) {
        List<Op> written = otherwise.region().ops().stream()
                .filter(op -> op.results().size() != 1
                        || !inlining.isInlined(op.results().get(0)))
                .toList();
        if (written.size() != 1
                || !(written.get(0) instanceof Op.If only)
                || !only.then().completes()
                || !only.otherwise().completes()) {
            return null;
        }
        presets.inherit(only);
        boolean assigns = inlining.isChoice(only)
                || !saysSomething(only.then(), only)
                || !otherwise.region().completes()
                || locals.undeclaredIn(only).stream().anyMatch(local -> standsIn(local.scope(), otherwise));
        for (int i = 0; i < branch.results().size() && !assigns; i++) {
            Value result = branch.results().get(i);
            Value yielded = otherwise.region().yields().get(i);
            assigns = inlining.isUsed(result) && !presets.has(result, yielded) && !isAlready(result, yielded);
        }
        return assigns ? null : only;
    }

    private void writeSide(Op.If branch, Regions.Node side) {
        write(side.region().ops(), side);
        if (side.region().completes()) {
            assignAll(branch.results(), side.region().yields(), side);
        }
    }

    private boolean saysSomething(Region side, Op.If branch) {
        boolean acts = side.ops().stream()
                .anyMatch(op -> op.results().size() != 1
                        || !inlining.isInlined(op.results().get(0)));
        if (acts || !side.completes()) {
            return true;
        }
        for (int i = 0; i < branch.results().size(); i++) {
            Value result = branch.results().get(i);
            Value yielded = side.yields().get(i);
            if (inlining.isUsed(result) && !presets.has(result, yielded) && !isAlready(result, yielded)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAlready(Value target, Value source) {
        return !inlining.isInlined(source) && locals.has(source) && locals.share(target, source);
    }

    /** Assigns in parallel: no variable is overwritten before the last one that reads it. */
    void assignAll(List<Value> targets, List<Value> sources, Regions.Node node) {
        List<Value[]> open = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            boolean used = inlining.isUsed(targets.get(i)) || regions.definition(targets.get(i)) == null;
            boolean preset = presets.has(targets.get(i), sources.get(i));
            if (used && !preset && locals.has(targets.get(i)) && !isAlready(targets.get(i), sources.get(i))) {
                open.add(new Value[] {targets.get(i), sources.get(i)});
            }
        }
        while (!open.isEmpty()) {
            Value[] next = null;
            for (Value[] pair : open) {
                if (open.stream().noneMatch(other -> other != pair && reads(other[1], pair[0]))) {
                    next = pair;
                    break;
                }
            }
            if (next == null) { // a cycle, such as a swap
                next = open.get(0);
                save(next[0], open);
            }
            open.remove(next);
            Op.Apply source = expressions.inlinedApply(next[1]);
            boolean isSaved =
                    source != null && locals.isOverridden(source.operands().get(0));
            Text update = source == null || isSaved ? null : update(source, next[0]);
            if (update != null) {
                statement(update, next[0].note());
            } else {
                assign(next[0], expressions.loose(next[1]), node);
            }
        }
        locals.restore();
    }

    /** Keeps what a variable holds for those who read it after it is overwritten. */
    private void save(Value target, List<Value[]> open) {
        Locals.Local local = locals.assigned(target);
        Locals.Local saved = locals.temporary(local);
        statement(Text.of("$T $N = $N", TypeNames.of(saved.type()), saved.name(), local.name()), null);
        for (Value[] pair : open) {
            inlining.eachLeaf(pair[1], v -> {
                if (locals.has(v) && locals.share(v, target)) {
                    locals.override(v, saved);
                }
            });
        }
    }

    private boolean reads(Value expression, Value target) {
        Set<Value> leaves = new HashSet<>();
        inlining.eachLeaf(expression, leaves::add);
        return leaves.stream().anyMatch(v -> locals.has(v) && locals.of(v) == locals.assigned(target));
    }

    private void writeFill(Op.Fill fill) {
        boolean whole = expressions.isZero(fill.from()) && expressions.isLengthOf(fill.to(), fill.array());
        List<Value> values = whole
                ? List.of(fill.array(), fill.value())
                : List.of(fill.array(), fill.from(), fill.to(), fill.value());
        List<Code> arguments = values.stream().map(expressions::loose).toList();
        statement(Text.of("$T.fill($L)", Arrays.class, Expressions.joined(arguments)), fill.note());
    }

    private void writeStore(Op.Store store) {
        if (Bits.areIn(store.array().type())) {
            List<Code> arguments = Stream.of(store.array(), store.index(), store.value())
                    .map(expressions::loose)
                    .toList();
            statement(Bits.set(arguments), store.note());
            return;
        }
        Text element = expressions.element(store.array(), store.index());
        Text update = update(store, element);
        Text text = update != null
                ? update
                : Text.of("$L =$W$L", element, expressions.loose(store.value()).text());
        statement(text, store.note());
    }

    /** {@code a[i] += e}, where what is stored is computed from the same element. */
    private @Nullable Text update(Op.Store store, Text element) {
        Op.Apply apply = expressions.inlinedApply(store.value());
        Operators operator = apply == null || apply.method() != null ? null : Operators.binary(apply.gate());
        if (apply == null || operator == null || apply.gate().isTest()) {
            return null;
        }
        Op.Load load = expressions.inlinedLoad(apply.operands().get(0));
        boolean sameElement = load != null && load.array() == store.array() && load.index() == store.index();
        return sameElement
                ? Text.of(
                        "$L $L=$W$L",
                        element,
                        operator.symbol(),
                        expressions.loose(apply.operands().get(1)).text())
                : null;
    }

    private void writeLoop(Op.Loop loop, Regions.Node node) {
        Regions.Node body = regions.of(loop).get(1);
        Op.@Nullable Apply step = Headers.step(loop, inlining, locals, regions);
        int index = step == null ? -1 : loop.body().yields().indexOf(step.result());
        List<Value> variables = new ArrayList<>(loop.variables());
        List<Value> initials = new ArrayList<>(loop.initials());
        Text init = Text.of("");
        if (step != null) {
            Value variable = variables.remove(index);
            init = header(variable, initials.remove(index), node);
        }
        assignAll(variables, initials, node);
        declare(loop, node);
        Code test = expressions.loose(loop.test().yields().get(0));
        if (step == null) {
            lines.begin(Text.of("while ($L)", test.text()));
        } else {
            Text update = Objects.requireNonNull(update(step, step.result()));
            lines.begin(Text.of("for ($L; $L; $L)", init, test.text(), update));
        }
        List<Op> ops = new ArrayList<>(loop.body().ops());
        if (step != null) {
            ops.removeIf(op -> op == step);
        }
        write(ops, body);
        assignAll(loop.variables(), loop.body().yields(), body);
        lines.end();
        assignAll(loop.results(), loop.variables(), node);
    }

    /** The first part of the header of a {@code for}; empty if the variable was assigned before. */
    private Text header(Value variable, Value initial, Regions.Node node) {
        Locals.Local local = locals.of(variable);
        Code value = expressions.loose(initial);
        if (local.isDeclared()) {
            return isAlready(variable, initial) ? Text.of("") : Text.of("$N = $L", local.name(), value.text());
        }
        if (locals.isOnlyInside(
                variable,
                regions.of(Objects.requireNonNull(regions.home(variable).owner()))
                        .get(1))) {
            local.declare();
            return Text.of("$T $N = $L", TypeNames.of(local.type()), local.name(), value.text());
        }
        assign(variable, value, node);
        return Text.of("");
    }

    private void writeAssert(Op.Assert assertion) {
        Code test = expressions.yielded(assertion.test());
        if (assertion.message() == null) {
            statement(Text.of("assert $L", test.text()), null);
        } else {
            statement(
                    Text.of(
                            "assert $L :$W$L",
                            test.text(),
                            expressions
                                    .exact(assertion.message().yields().get(0))
                                    .text()),
                    null);
        }
    }
}
