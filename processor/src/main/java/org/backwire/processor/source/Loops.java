package org.backwire.processor.source;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The kinds of loop, all told in the terms of {@link Rounds}: a test without side effects, a body, and an update. */
final class Loops {
    private final Lowering desk;

    Loops(Lowering desk) {
        this.desk = desk;
    }

    /** Reads a loop; false if the statement is none. */
    boolean read(StatementTree tree, List<String> labels) {
        if (tree instanceof ForLoopTree loop) {
            desk.statements.scoped(() -> {
                desk.statements.list(loop.getInitializer(), 0);
                tested(loop, labels, loop.getCondition(), loop.getStatement(), loop.getUpdate());
            });
        } else if (tree instanceof WhileLoopTree loop) {
            tested(loop, labels, loop.getCondition(), loop.getStatement(), List.of());
        } else if (tree instanceof DoWhileLoopTree loop) {
            doWhile(loop, labels);
        } else if (tree instanceof EnhancedForLoopTree loop) {
            desk.statements.scoped(() -> forEach(loop, labels));
        } else {
            return false;
        }
        return true;
    }

    private void tested(
            StatementTree loop,
            List<String> labels,
            @Nullable ExpressionTree condition,
            StatementTree statement,
            List<? extends StatementTree> updates) {
        Rounds rounds = new Rounds(desk, loop, labels);
        rounds.reads(statement);
        updates.forEach(rounds::reads);
        rounds.reads(condition);
        rounds.binds(PatternScopes.behind(loop));
        List<VariableTree> bound = PatternScopes.when(true, condition);
        Runnable body =
                () -> desk.bindings.within(bound, () -> desk.statements.scoped(() -> desk.statements.read(statement)));
        Runnable update = () -> desk.bindings.within(bound, () -> desk.statements.list(updates, 0));
        if (condition == null || isLiteral(condition, true)) {
            rounds.run(null, body, update);
            return;
        }
        Supplier<Operand> test = () -> desk.expressions.condition(condition);
        if (Contents.of(List.of(condition)).assigned().isEmpty()) {
            rounds.run(test, body, update);
        } else {
            rounds.runTestInside(test, body, update);
        }
    }

    /** The test stands at the end of the body; {@code continue} leads to it. */
    private void doWhile(DoWhileLoopTree loop, List<String> labels) {
        ExpressionTree condition = loop.getCondition();
        Rounds rounds = new Rounds(desk, loop, labels);
        rounds.reads(loop.getStatement());
        rounds.reads(condition);
        Runnable body = () -> desk.statements.scoped(() -> desk.statements.read(loop.getStatement()));
        if (isLiteral(condition, false)) {
            rounds.once(body);
            return;
        }
        if (isLiteral(condition, true)) {
            rounds.run(null, body, () -> {});
            return;
        }
        rounds.breaks();
        rounds.binds(PatternScopes.behind(loop));
        rounds.run(null, body, () -> {
            Operand test = desk.expressions.condition(condition);
            rounds.choose(test, () -> {}, () -> desk.joins.leave(rounds.breaking()));
        });
    }

    static boolean isLiteral(ExpressionTree tree, boolean value) {
        return Fields.bare(tree) instanceof LiteralTree literal
                && literal.getValue() instanceof Boolean truth
                && truth == value;
    }

    private void forEach(EnhancedForLoopTree loop, List<String> labels) {
        Operand range = desk.expressions.read(loop.getExpression());
        Rounds rounds = new Rounds(desk, loop, labels);
        rounds.reads(loop.getStatement());
        if (range.isBad()) {
            desk.statements.scoped(() -> {
                declare(loop.getVariable(), Operand.BAD);
                rounds.once(() -> desk.statements.read(loop.getStatement()));
            });
        } else if (range.kind() == TypeKind.ARRAY) {
            overArray(loop, range, rounds);
        } else {
            overIterable(loop, range, rounds);
        }
    }

    private void overArray(EnhancedForLoopTree loop, Operand array, Rounds rounds) {
        ExpressionTree tree = loop.getExpression();
        Value arrayValue = desk.valueOf(array, tree);
        Value length = desk.value(Type.Primitive.INT, tree);
        desk.emit(new Op.Length(length, arrayValue));
        TypeMirror elementType = Conversions.elementOf(array.type());
        count(tree, "i", desk.constant(Type.Primitive.INT, 0), length, rounds, index -> {
            Operand element = elementType == null
                    ? Operand.BAD
                    : desk.arrays.load(new ArrayExpressions.Place(arrayValue, index, elementType), tree);
            declare(loop.getVariable(), element);
            desk.statements.read(loop.getStatement());
        });
    }

    /** {@code for (int i = from; i < to; i++)}. */
    void count(Tree tree, String name, Value from, Value to, Rounds rounds, Consumer<Value> body) {
        TypeMirror number = desk.java.primitive(TypeKind.INT);
        Local index = new Local(name, number, null);
        desk.wish(from, name);
        desk.state.put(index, Operand.of(number, from));
        rounds.carries(index);
        Supplier<Operand> test = () -> Operand.of(
                desk.java.primitive(TypeKind.BOOLEAN),
                desk.apply(Gate.LT, Type.Primitive.BOOLEAN, desk.origin(tree), at(index), to));
        rounds.run(test, () -> desk.statements.scoped(() -> body.accept(at(index))), () -> {
            Value one = desk.constant(Type.Primitive.INT, 1);
            Value next = desk.apply(Gate.ADD, Type.Primitive.INT, desk.origin(tree, "next"), at(index), one);
            desk.wish(next, name);
            desk.state.put(index, Operand.of(number, next));
        });
        desk.state.locals().remove(index);
    }

    private Value at(Local index) {
        return Objects.requireNonNull(desk.state.get(index).value());
    }

    private void overIterable(EnhancedForLoopTree loop, Operand range, Rounds rounds) {
        ExpressionTree tree = loop.getExpression();
        Operand iterator = desk.foreigns.invoke(range, "java.lang.Iterable", "iterator", tree);
        if (iterator.isBad()) {
            return;
        }
        Supplier<Operand> test = () -> desk.foreigns.invoke(iterator, "java.util.Iterator", "hasNext", tree);
        rounds.run(
                test,
                () -> desk.statements.scoped(() -> {
                    declare(loop.getVariable(), desk.foreigns.invoke(iterator, "java.util.Iterator", "next", tree));
                    desk.statements.read(loop.getStatement());
                }),
                () -> {});
    }

    private void declare(VariableTree tree, Operand element) {
        desk.statements.introduceConverted(tree, element);
    }

    /** One loop: what it carries from round to round, and how it is left. */
    static final class Rounds {
        private final Lowering desk;
        private final Tree tree;
        private final List<String> labels;
        private final Exit breaking = new Exit("done");
        private final Exit continuing = new Exit("skipped");
        private final Set<Local> carried = new LinkedHashSet<>();
        private final Set<Exit> exits = new LinkedHashSet<>();

        Rounds(Lowering desk, Tree tree, List<String> labels) {
            this.desk = desk;
            this.tree = tree;
            this.labels = labels;
        }

        Exit breaking() {
            return breaking;
        }

        /** Says that the loop may end other than by its test. */
        void breaks() {
            exits.add(breaking);
        }

        void carries(Local local) {
            carried.add(local);
        }

        /** Takes note of variables that the loop's condition binds for what follows the loop. */
        void binds(List<VariableTree> variables) {
            variables.forEach(variable -> carried.add(desk.bindings.declare(variable)));
        }

        /** Takes note of a part of the loop: what it assigns is carried, and so is a flag for each way out. */
        void reads(@Nullable Tree part) {
            if (part == null) {
                return;
            }
            Contents contents = Contents.of(List.of(part));
            for (String name : contents.assigned()) {
                Local local = desk.frame.find(name);
                if (local != null && local.constant() == null) {
                    carried.add(local);
                }
            }
            if (contents.breaksOut()) {
                breaks();
            }
            if (contents.returns()) {
                exits.add(desk.frame.returning());
                if (desk.frame.result().type() != null
                        && desk.frame.result().type().getKind() != TypeKind.VOID) {
                    carried.add(desk.frame.result());
                }
            }
            contents.breaks().forEach(label -> jumpsTo(label, false));
            contents.continues().forEach(label -> jumpsTo(label, true));
            if (contents.yields()) {
                desk.frame.targets().stream()
                        .filter(target -> target.yielded() != null)
                        .findFirst()
                        .ifPresent(target -> {
                            exits.add(target.breaking());
                            if (target.yielded() != null && target.yielded().type() != null) {
                                carried.add(target.yielded());
                            }
                        });
            }
        }

        private void jumpsTo(String label, boolean continues) {
            if (labels.contains(label)) {
                if (!continues) {
                    breaks();
                }
                return;
            }
            for (Frame.Target target : desk.frame.targets()) {
                if (target.labels().contains(label)) {
                    Exit exit = continues ? target.continuing() : target.breaking();
                    if (exit != null) {
                        exits.add(exit);
                    }
                    return;
                }
            }
        }

        /** Reads the body of a loop that runs once. */
        void once(Runnable body) {
            desk.frame.targets().push(new Frame.Target(labels, breaking, true, continuing, null));
            body.run();
            desk.frame.targets().pop();
            desk.joins.arrive(continuing);
            desk.joins.arrive(breaking);
        }

        private void choose(Operand test, Runnable then, Runnable otherwise) {
            if (test.isConstant()) {
                (test.constantValue().equals(true) ? then : otherwise).run();
                return;
            }
            Branch first = desk.joins.fork(then);
            Branch second = desk.joins.fork(otherwise);
            desk.joins.join(tree, value(test), first, second);
        }

        /** Reads a loop whose test is no expression: it runs inside of the body, and ends the loop from there. */
        void runTestInside(Supplier<Operand> test, Runnable body, Runnable update) {
            breaks();
            run(null, () -> choose(test.get(), body, () -> desk.joins.leave(breaking)), update);
        }

        /** @param test null if the loop ends only by an exit */
        void run(@Nullable Supplier<Operand> test, Runnable body, Runnable update) {
            List<Value> initials = new ArrayList<>();
            List<Value> variables = new ArrayList<>();
            List<Value> results = new ArrayList<>();
            State before = desk.state;
            State inside = before.fork();
            State after = before.copy();
            List<Local> locals = new ArrayList<>();
            for (Local local : carried) {
                Operand initial = desk.records.initial(before.get(local), local);
                if (!initial.isBad()) {
                    locals.add(local);
                    inside.put(local, desk.records.renewed(initial, local.name(), variables));
                    after.put(local, desk.records.renewed(initial, local.name(), results));
                    desk.records.flatten(initial, initials);
                }
            }
            List<Value> flags = new ArrayList<>();
            for (Exit exit : exits) {
                Value flag = Value.named(Type.Primitive.BOOLEAN, exit.name());
                flags.add(flag);
                variables.add(flag);
                initials.add(desk.constant(Type.Primitive.BOOLEAN, false));
                Value result = Value.named(Type.Primitive.BOOLEAN, exit.name());
                results.add(result);
                after.exits().put(exit, desk.joins.flag(result));
            }
            List<Value> ends = new ArrayList<>();
            desk.state = inside;
            Branch head = desk.joins.fork(() -> ends.add(test(test, flags)));
            if (test != null && !OneExpression.is(head.region().ops(), ends.get(0))) {
                desk.state = before;
                runTestInside(test, body, update);
                return;
            }
            Branch round = desk.joins.fork(() -> round(body, update));
            List<Value> yields = new ArrayList<>();
            round = desk.joins.resume(round, () -> yields(locals, yields));
            desk.state = after;
            desk.emit(new Op.Loop(
                    results,
                    variables,
                    initials,
                    head.region().yielding(ends),
                    round.region().yielding(yields)));
            arrive(test == null);
        }

        private Value test(@Nullable Supplier<Operand> test, List<Value> flags) {
            if (flags.isEmpty()) {
                return test == null ? desk.constant(Type.Primitive.BOOLEAN, true) : value(test.get());
            }
            Value any = flags.get(0);
            for (Value flag : flags.subList(1, flags.size())) {
                Value either = Value.of(Type.Primitive.BOOLEAN);
                desk.emit(Op.Apply.of(either, Gate.BIT_OR, any, flag));
                any = either;
            }
            Value stays = desk.not(any);
            if (test == null) {
                return stays;
            }
            Operand[] answer = new Operand[1];
            Branch asks = desk.joins.fork(() -> answer[0] = test.get());
            Branch knows = desk.joins.fork(() -> {});
            TypeMirror type = desk.java.primitive(TypeKind.BOOLEAN);
            return value(desk.joins.join(tree, stays, asks, knows, type, answer[0], Operand.constant(type, false)));
        }

        private Value value(Operand operand) {
            return operand.isBad() ? Value.of(Type.Primitive.BOOLEAN) : desk.valueOf(operand, tree);
        }

        private void round(Runnable body, Runnable update) {
            desk.frame.targets().push(new Frame.Target(labels, breaking, true, continuing, null));
            body.run();
            desk.frame.targets().pop();
            desk.joins.arrive(continuing);
            desk.joins.unlessLeft(tree, update);
        }

        private void yields(List<Local> locals, List<Value> yields) {
            for (Local local : locals) {
                Operand end = desk.state.get(local);
                TypeMirror type = local.type();
                if (type != null && (end.isBad() || end.isUndefined())) {
                    end = desk.never(type);
                }
                desk.records.flatten(end, yields);
            }
            for (Exit exit : exits) {
                Operand flag = desk.state.flag(exit);
                if (flag == null) {
                    yields.add(desk.constant(Type.Primitive.BOOLEAN, false));
                } else {
                    yields.add(desk.valueOf(flag, tree));
                }
            }
        }

        private void arrive(boolean endless) {
            if (endless && exits.isEmpty()) {
                desk.region.endsHere();
                desk.state.die();
            } else if (endless && exits.size() == 1) {
                desk.state.exits().replaceAll((exit, flag) -> desk.joins.taken());
            }
            desk.joins.arrive(breaking);
        }
    }
}
