package org.backwire.processor.source;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Reads statements; every kind that is not named here is refused. */
final class Statements {
    private static final String ASSERTION = "Call only helpers that consist of one return.";

    private final Lowering desk;

    Statements(Lowering desk) {
        this.desk = desk;
    }

    /** Reads statements in a scope of their own. */
    void block(List<? extends StatementTree> statements) {
        scoped(() -> list(statements, 0));
    }

    /** Reads something in a scope of its own. */
    void scoped(Runnable reading) {
        desk.frame.open();
        reading.run();
        desk.frame.close().forEach(desk.state.locals()::remove);
    }

    void list(List<? extends StatementTree> statements, int from) {
        for (int i = from; i < statements.size(); i++) {
            int next = i;
            if (!desk.state.exits().isEmpty()) {
                desk.joins.unlessLeft(statements.get(i), () -> list(statements, next));
                return;
            }
            if (desk.state.hasLeft()) {
                return;
            }
            boolean last = i + 1 == statements.size();
            List<VariableTree> bound = last ? List.of() : PatternScopes.behind(statements.get(i));
            if (statements.get(i) instanceof IfTree choice) {
                int depth = desk.frame.depth();
                Runnable rest = () -> desk.frame.at(depth, () -> {
                    desk.bindings.show(bound);
                    list(statements, next + 1);
                });
                if (choose(choice, last ? null : rest)) {
                    return;
                }
            } else {
                read(statements.get(i));
            }
            desk.bindings.show(bound);
        }
    }

    void read(StatementTree tree) {
        if (tree instanceof BlockTree block) {
            block(block.getStatements());
        } else if (tree instanceof VariableTree variable) {
            declare(variable);
        } else if (tree instanceof ExpressionStatementTree statement) {
            ExpressionTree expression = statement.getExpression();
            boolean isKept = desk.keptCalls.passes(expression);
            desk.expressions.read(expression, isKept ? desk.types.getNoType(TypeKind.VOID) : null);
        } else if (tree instanceof IfTree choice) {
            choose(choice, null);
        } else if (tree instanceof ReturnTree statement) {
            leaveWith(statement.getExpression());
        } else if (tree instanceof YieldTree statement) {
            desk.switches.give(statement.getValue());
        } else if (tree instanceof ThrowTree statement) {
            raise(statement.getExpression());
        } else if (tree instanceof AssertTree statement) {
            check(statement);
        } else if (tree instanceof SwitchTree choice) {
            desk.switches.read(choice, List.of());
        } else if (tree instanceof LabeledStatementTree labeled) {
            labeled(labeled);
        } else if (tree instanceof BreakTree jump) {
            jump(jump, jump.getLabel() == null ? null : jump.getLabel().toString(), false);
        } else if (tree instanceof ContinueTree jump) {
            jump(jump, jump.getLabel() == null ? null : jump.getLabel().toString(), true);
        } else if (!desk.loops.read(tree, List.of())) {
            other(tree);
        }
    }

    private void other(StatementTree tree) {
        switch (tree.getKind()) {
            case EMPTY_STATEMENT -> {}
            case TRY -> refuse(Problem.TRY_STATEMENT, tree, desk.methodName());
            case SYNCHRONIZED -> refuse(Problem.SYNCHRONIZED_STATEMENT, tree, desk.methodName());
            case CLASS, RECORD, ENUM, INTERFACE -> refuse(Problem.LOCAL_CLASS, tree);
            default ->
                refuse(
                        Problem.UNSUPPORTED_STATEMENT,
                        tree,
                        tree.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        "Do it outside of " + desk.methodName() + ".");
        }
    }

    /**
     * Reports a statement that is not read. What it assigns keeps its value where there is one, so that other mistakes are found that
     * depend on it; constants, from which too much would be concluded, are not known from here on.
     */
    void refuse(Problem problem, StatementTree tree, String... words) {
        desk.refuse(problem, tree, words);
        for (String name : Contents.of(List.of(tree)).assigned()) {
            Local local = desk.frame.find(name);
            if (local != null && !hasUnknownValue(desk.state.get(local))) {
                desk.state.put(local, Operand.BAD);
            }
        }
    }

    private static boolean hasUnknownValue(Operand operand) {
        return !operand.isUndefined() && !operand.isConstant();
    }

    void declare(VariableTree tree) {
        String name = tree.getName().toString();
        ExpressionTree initializer = tree.getInitializer();
        Tree typeTree = tree.getType();
        if (typeTree == null) {
            Operand operand = initializer == null ? Operand.BAD : desk.expressions.read(initializer);
            TypeMirror type = operand.isBad() ? null : desk.java.plain(desk.java.upward(operand.type()));
            introduce(tree, name, type, operand);
            return;
        }
        TypeMirror type = desk.typeTrees.type(typeTree, desk.frame.owner());
        if (type == null) {
            desk.refuse(Problem.UNKNOWN_NAME, typeTree, desk.text(typeTree));
        } else {
            desk.privateTypes.refuse(type, typeTree);
        }
        if (initializer == null) {
            Local local = new Local(name, type, null);
            desk.frame.declare(name, local);
            desk.state.put(local, Operand.UNDEFINED);
        } else {
            Operand operand =
                    type == null ? bad(desk.expressions.read(initializer)) : desk.expressions.readAs(initializer, type);
            introduce(tree, name, type, operand);
        }
    }

    /** Declares the variable of an enhanced {@code for}. */
    void introduceConverted(VariableTree tree, Operand element) {
        String name = tree.getName().toString();
        Tree typeTree = tree.getType();
        TypeMirror type = typeTree != null
                ? desk.typeTrees.type(typeTree, desk.frame.owner())
                : element.isBad() ? null : desk.java.plain(desk.java.upward(element.type()));
        if (type == null && typeTree != null) {
            desk.refuse(Problem.UNKNOWN_NAME, typeTree, desk.text(typeTree));
        } else if (type != null && typeTree != null) {
            desk.privateTypes.refuse(type, typeTree);
        }
        introduce(tree, name, type, type == null ? Operand.BAD : desk.conversions.convert(element, type, tree));
    }

    private static Operand bad(Operand ignored) {
        return ignored.isBad() ? ignored : Operand.BAD;
    }

    private void introduce(VariableTree tree, String name, @Nullable TypeMirror type, Operand operand) {
        boolean constant = tree.getModifiers().getFlags().contains(Modifier.FINAL) && operand.isConstant();
        Local local = new Local(name, type, constant ? operand.fixed() : null);
        desk.frame.declare(name, local);
        if (constant) {
            desk.state.put(local, Operand.UNDEFINED);
        } else {
            ExpressionTree initializer = tree.getInitializer();
            desk.assignments.store(local, operand, initializer == null ? tree : initializer);
        }
    }

    /**
     * Reads an {@code if} statement, and what follows it into the branch that goes on, if the other leaves for certain.
     *
     * @param rest what follows; null if nothing does
     * @return whether the rest was read
     */
    private boolean choose(IfTree tree, @Nullable Runnable rest) {
        Operand condition = desk.expressions.condition(tree.getCondition());
        StatementTree then = tree.getThenStatement();
        StatementTree otherwise = tree.getElseStatement();
        if (condition.isConstant()) {
            boolean first = condition.constantValue().equals(true);
            StatementTree chosen = first ? then : otherwise;
            if (chosen != null) {
                desk.bindings.within(PatternScopes.when(first, tree.getCondition()), () -> scoped(() -> read(chosen)));
            }
            return false;
        }
        Value value =
                condition.isBad() ? Value.of(Type.Primitive.BOOLEAN) : desk.valueOf(condition, tree.getCondition());
        boolean intoThen = rest != null && otherwise != null && !Completion.of(otherwise) && Contents.leaves(otherwise);
        boolean intoOtherwise = rest != null && !intoThen && !Completion.of(then) && Contents.leaves(then);
        Branch first = branch(tree, true, then, intoThen ? rest : null);
        Branch second = branch(tree, false, otherwise, intoOtherwise ? rest : null);
        desk.joins.join(tree, value, first, second);
        return intoThen || intoOtherwise;
    }

    private Branch branch(IfTree choice, boolean value, @Nullable StatementTree tree, @Nullable Runnable rest) {
        return desk.joins.fork(() ->
                desk.bindings.within(PatternScopes.when(value, choice.getCondition()), () -> sequence(tree, rest)));
    }

    private void sequence(@Nullable StatementTree tree, @Nullable Runnable rest) {
        boolean done = false;
        if (tree instanceof IfTree choice) {
            done = choose(choice, rest);
        } else if (tree != null) {
            scoped(() -> read(tree));
        }
        if (rest != null && tree != null && !done) {
            desk.joins.unlessLeft(tree, rest);
        } else if (rest != null && !done) {
            rest.run();
        }
    }

    private void leaveWith(@Nullable ExpressionTree tree) {
        Local result = desk.frame.result();
        if (tree != null && result.type() != null) {
            desk.assignments.store(result, desk.expressions.readAs(tree, result.type()), tree);
        }
        desk.joins.leave(desk.frame.returning());
    }

    private void raise(ExpressionTree tree) {
        Operand operand = desk.expressions.read(tree);
        if (!operand.isBad()) {
            Value exception = operand.isNull() // which is what Java throws then
                    ? desk.constant(Type.Reference.of("java.lang", "NullPointerException"), null)
                    : desk.valueOf(operand, tree);
            desk.emit(new Op.Throw(exception));
        }
        desk.region.endsHere();
        desk.state.die();
    }

    private void check(AssertTree tree) {
        Region test = aside(tree, tree.getCondition(), true);
        Region message = tree.getDetail() == null ? null : aside(tree, tree.getDetail(), false);
        if (test != null && (message != null || tree.getDetail() == null)) {
            desk.emit(new Op.Assert(test, message));
        }
    }

    /** Reads a part of an assertion into a region of its own; null if it was refused. */
    private @Nullable Region aside(AssertTree tree, ExpressionTree part, boolean condition) {
        List<Value> yields = new ArrayList<>();
        if (!Contents.of(List.of(part)).assigned().isEmpty()) {
            desk.refuse(Problem.ASSIGNMENT_IN_ASSERT, tree);
            return null;
        }
        Branch branch = desk.joins.fork(() -> {
            Operand operand = desk.records.whole(
                    condition ? desk.expressions.condition(part) : desk.expressions.read(part), part);
            if (!operand.isBad()) {
                yields.add(desk.valueOf(operand, part));
            }
        });
        if (yields.isEmpty()) {
            return null;
        }
        if (!OneExpression.is(branch.region().ops(), yields.get(0))) {
            desk.refuse(Problem.UNSUPPORTED_STATEMENT, tree, "an assertion that takes statements", ASSERTION);
            return null;
        }
        return branch.region().yielding(yields);
    }

    private void labeled(LabeledStatementTree tree) {
        List<String> labels = new ArrayList<>();
        StatementTree statement = tree;
        while (statement instanceof LabeledStatementTree label) {
            labels.add(label.getLabel().toString());
            statement = label.getStatement();
        }
        if (statement instanceof SwitchTree choice) {
            desk.switches.read(choice, labels);
            return;
        }
        if (desk.loops.read(statement, labels)) {
            return;
        }
        Exit exit = new Exit("left");
        StatementTree body = statement;
        desk.frame.targets().push(new Frame.Target(labels, exit, false, null, null));
        scoped(() -> read(body));
        desk.frame.targets().pop();
        desk.joins.arrive(exit);
    }

    private void jump(StatementTree tree, @Nullable String label, boolean continues) {
        for (Frame.Target target : desk.frame.targets()) {
            boolean meant = label != null
                    ? target.labels().contains(label)
                    : continues ? target.continuing() != null : target.unlabelled();
            Exit exit = continues ? target.continuing() : target.breaking();
            if (meant && exit != null) {
                desk.joins.leave(exit);
                return;
            }
        }
        refuse(Problem.UNSUPPORTED_STATEMENT, tree, desk.text(tree), "Jump to a statement around it.");
        desk.state.die();
        desk.region.endsHere();
    }
}
