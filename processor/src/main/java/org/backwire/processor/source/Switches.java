package org.backwire.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Both kinds of {@code switch}, as chains of tests in the order of the cases, the default last. */
final class Switches {
    private final Lowering desk;

    /** What is done with what switch expressions yield whose own type is being found out. */
    private final Map<Local, Consumer<ExpressionTree>> probed = new HashMap<>();

    /** What the yields of a switch that stands where no type is asked for are read as: themselves. */
    private final Set<Local> standalone = new HashSet<>();

    Switches(Lowering desk) {
        this.desk = desk;
    }

    /**
     * Cases with one body.
     *
     * @param labels empty for a default that has no other label
     */
    private record Group(List<ExpressionTree> labels, boolean isDefault, Tree place, Runnable body) {}

    /** The value that is switched on, ready to be compared. */
    private record Selector(Operand operand, Kind kind) {
        enum Kind {
            NUMBER,
            TEXT,
            ENUM
        }
    }

    void read(SwitchTree tree, List<String> labels) {
        Exit exit = new Exit("left");
        Selector selector = selector(tree.getExpression());
        desk.frame.targets().push(new Frame.Target(labels, exit, true, null, null));
        List<Group> groups = groups(tree.getCases(), selector);
        if (groups != null) {
            chain(groups, 0, selector, tree, exit, false);
        }
        desk.frame.targets().pop();
        desk.joins.arrive(exit);
    }

    Operand read(SwitchExpressionTree tree, @Nullable TypeMirror target) {
        TypeMirror type = target != null ? target : probe(tree);
        if (type == null) {
            return desk.problems().isEmpty() ? desk.refuse(Problem.UNKNOWN_TYPE, tree, "this switch") : Operand.BAD;
        }
        Local yielded = new Local(null, type, null);
        if (target == null) {
            standalone.add(yielded);
        }
        return run(tree, yielded, type);
    }

    private Operand run(SwitchExpressionTree tree, Local yielded, @Nullable TypeMirror type) {
        Exit exit = new Exit("yielded");
        Selector selector = selector(tree.getExpression());
        desk.state.put(yielded, Operand.UNDEFINED);
        desk.frame.targets().push(new Frame.Target(List.of(), exit, false, null, yielded));
        List<Group> groups = groups(tree.getCases(), selector);
        if (groups != null
                && type == null) { // its type is that of all it may come to, also where the selector is a constant
            groups.forEach(group -> desk.joins.fork(() -> run(group, exit)));
        } else if (groups != null) {
            chain(groups, 0, selector, tree, exit, true);
        }
        desk.frame.targets().pop();
        desk.joins.arrive(exit);
        Operand result = desk.state.get(yielded);
        desk.state.locals().remove(yielded);
        if (type != null && result.isUndefined() && desk.state.isDead()) {
            return desk.never(type);
        }
        return result.isBad() || result.isUndefined() || type == null ? Operand.BAD : result.as(type);
    }

    /** Reads a switch expression only to see the types of what it yields; null if they have no type in common. */
    private @Nullable TypeMirror probe(SwitchExpressionTree tree) {
        int problems = desk.problems().size();
        int assumed = desk.assumptions.size();
        List<Operand> operands = results(tree, value -> List.of(desk.expressions.read(value)));
        if (operands.stream().anyMatch(Operand::isBad)) {
            return null;
        }
        desk.forgetProblems(problems);
        desk.assumptions.forget(assumed);
        return new YieldedTypes(desk.java).common(operands);
    }

    /** All that a switch expression may come to, read aside. */
    List<Operand> results(SwitchExpressionTree tree, Function<ExpressionTree, List<Operand>> reading) {
        Local yielded = new Local(null, null, null);
        List<Operand> operands = new ArrayList<>();
        probed.put(yielded, value -> operands.addAll(reading.apply(value)));
        desk.joins.fork(() -> run(tree, yielded, null));
        probed.remove(yielded);
        return operands;
    }

    /** Gives the switch expression around its value. */
    void give(ExpressionTree tree) {
        for (Frame.Target target : desk.frame.targets()) {
            Local yielded = target.yielded();
            if (yielded != null) {
                Consumer<ExpressionTree> probe = probed.get(yielded);
                TypeMirror type = yielded.type();
                if (probe != null) {
                    probe.accept(tree);
                } else if (type != null) {
                    Operand operand = desk.expressions.read(tree, standalone.contains(yielded) ? null : type);
                    desk.assignments.store(yielded, desk.conversions.convert(operand, type, tree), tree);
                }
                desk.joins.leave(target.breaking());
                return;
            }
        }
        desk.expressions.unsupported(tree);
    }

    private Selector selector(ExpressionTree tree) {
        Operand operand = desk.expressions.read(tree);
        if (operand.isBad()) {
            return new Selector(operand, Selector.Kind.NUMBER);
        }
        TypeMirror primitive =
                operand.isNull() || operand.components() != null ? null : desk.java.unboxed(operand.type());
        if (primitive != null && JavaTypes.isIntegral(primitive.getKind()) && primitive.getKind() != TypeKind.LONG) {
            TypeMirror type = desk.java.primitive(TypeKind.INT);
            Operand number = desk.conversions.convert(operand, type, tree);
            return new Selector(number, Selector.Kind.NUMBER);
        }
        boolean text = JavaTypes.isString(operand.type());
        if (!text && !JavaTypes.isEnum(operand.type())) {
            return new Selector(desk.refuse(Problem.PATTERN, tree), Selector.Kind.NUMBER);
        }
        Value result = desk.value(desk.graphType(operand.type()), tree);
        desk.emit(new Op.Foreign(
                result,
                Op.Use.STATIC_CALL,
                Op.Foreign.REQUIRE_NON_NULL,
                null,
                List.of(desk.valueOf(operand, tree)),
                desk.origin(tree)));
        Operand checked = Operand.of(operand.type(), result);
        return new Selector(checked, text ? Selector.Kind.TEXT : Selector.Kind.ENUM);
    }

    /** The cases, those with nothing between them put together; null if one is refused. */
    private @Nullable List<Group> groups(List<? extends CaseTree> cases, Selector selector) {
        List<Group> groups = new ArrayList<>();
        List<ExpressionTree> labels = new ArrayList<>();
        boolean isDefault = false;
        for (int i = 0; i < cases.size(); i++) {
            CaseTree branch = cases.get(i);
            if (CaseLabels.hasPattern(branch)) {
                if (!selector.operand().isBad()) {
                    desk.refuse(Problem.PATTERN, branch);
                }
                return null;
            }
            labels.addAll(branch.getExpressions());
            isDefault |= CaseLabels.isDefault(branch);
            boolean rule = branch.getCaseKind() == CaseTree.CaseKind.RULE;
            boolean falls = !rule && branch.getStatements().isEmpty() && i + 1 < cases.size();
            if (!falls) {
                int index = i;
                Runnable body = rule ? () -> rule(branch) : () -> statements(cases, index);
                groups.add(new Group(labels, isDefault, branch, body));
                labels = new ArrayList<>();
                isDefault = false;
            }
        }
        return groups;
    }

    private void rule(CaseTree branch) {
        Tree body = branch.getBody();
        if (body instanceof ExpressionTree value) {
            give(value);
        } else if (body instanceof BlockTree block) {
            desk.statements.block(block.getStatements());
        } else if (body instanceof StatementTree statement) {
            desk.statements.scoped(() -> desk.statements.read(statement));
        }
    }

    /** Statements of a case and, where it falls through, of those behind it. They share the scope of the whole block. */
    private void statements(List<? extends CaseTree> cases, int index) {
        List<StatementTree> all = new ArrayList<>();
        for (CaseTree branch : cases.subList(index, cases.size())) {
            all.addAll(branch.getStatements());
            if (!Completion.ofAll(branch.getStatements())) {
                break;
            }
        }
        desk.statements.scoped(() -> {
            for (CaseTree branch : cases.subList(0, index)) {
                for (StatementTree statement : branch.getStatements()) {
                    if (statement instanceof VariableTree variable && variable.getType() != null) {
                        TypeMirror type = desk.typeTrees.type(variable.getType(), desk.frame.owner());
                        Local local = new Local(variable.getName().toString(), type, null);
                        desk.frame.declare(variable.getName().toString(), local);
                        desk.state.put(local, Operand.UNDEFINED);
                    }
                }
            }
            desk.statements.list(all, 0);
        });
    }

    /** Nothing of the switch comes after a body in the chain, so that a {@code break} or {@code yield} arrives at its end. */
    private void run(Group group, Exit exit) {
        group.body().run();
        desk.joins.arrive(exit);
    }

    private void chain(List<Group> groups, int index, Selector selector, Tree tree, Exit exit, boolean expression) {
        int at = index;
        while (at < groups.size() && groups.get(at).isDefault()) {
            at++;
        }
        if (at == groups.size()) {
            Group last = groups.stream().filter(Group::isDefault).findFirst().orElse(null);
            if (last != null) {
                run(last, exit);
            } else if (expression) {
                unmatched(tree);
            }
            return;
        }
        Group group = groups.get(at);
        Operand matches = matches(group.labels(), group.labels().size(), selector);
        int next = at + 1;
        if (matches.isConstant() && matches.constantValue().equals(true)) {
            run(group, exit);
            return;
        }
        if (matches.isConstant()) {
            chain(groups, next, selector, tree, exit, expression);
            return;
        }
        Value condition = matches.isBad() ? Value.of(Type.Primitive.BOOLEAN) : desk.valueOf(matches, group.place());
        Branch then = desk.joins.fork(() -> run(group, exit));
        Branch otherwise = desk.joins.fork(() -> chain(groups, next, selector, tree, exit, expression));
        desk.joins.join(group.place(), condition, then, otherwise);
    }

    /** What a switch expression does that names all constants of an enum, when there is a new one. */
    private void unmatched(Tree tree) {
        Type.Reference error = Type.Reference.of("java.lang", "IncompatibleClassChangeError");
        desk.raise(error, List.of(), desk.origin(tree, "switch"));
    }

    /** Whether the selector is one of the first {@code count} labels. */
    private Operand matches(List<ExpressionTree> labels, int count, Selector selector) {
        ExpressionTree last = labels.get(count - 1);
        if (count == 1) {
            return matches(last, selector);
        }
        Operand before = matches(labels, count - 1, selector);
        if (before.isBad()) {
            return before;
        }
        if (before.isConstant()) {
            return before.constantValue().equals(true) ? before : matches(last, selector);
        }
        Branch found = desk.joins.fork(() -> {});
        Operand[] test = new Operand[1];
        Branch asks = desk.joins.fork(() -> test[0] = matches(last, selector));
        TypeMirror type = desk.java.primitive(TypeKind.BOOLEAN);
        Operand yes = Operand.constant(type, true);
        return test[0].isBad()
                ? test[0]
                : desk.joins.join(last, desk.valueOf(before, last), found, asks, type, yes, test[0]);
    }

    private Operand matches(ExpressionTree label, Selector selector) {
        if (selector.operand().isBad()) {
            return Operand.BAD;
        }
        if (selector.kind() == Selector.Kind.ENUM) {
            return matchesEnum(label, selector.operand());
        }
        Operand constant = desk.expressions.read(label);
        if (constant.isBad() || !constant.isConstant()) {
            return constant.isBad() ? constant : desk.expressions.unsupported(label);
        }
        TypeMirror type = desk.java.primitive(TypeKind.BOOLEAN);
        if (selector.kind() == Selector.Kind.TEXT) {
            Value result = desk.value(Type.Primitive.BOOLEAN, label);
            desk.emit(new Op.Foreign(
                    result,
                    Op.Use.INSTANCE_CALL,
                    Member.of("java.lang", "String", "equals"),
                    selector.operand().value(),
                    List.of(desk.valueOf(constant, label)),
                    desk.origin(label)));
            return Operand.of(type, result);
        }
        return desk.operators.apply(Tree.Kind.EQUAL_TO, selector.operand(), constant, label, desk.origin(label));
    }

    private Operand matchesEnum(ExpressionTree label, Operand selector) {
        TypeElement type = (TypeElement) ((DeclaredType) selector.type()).asElement();
        String name = label instanceof IdentifierTree identifier
                ? identifier.getName().toString()
                : label instanceof MemberSelectTree select
                        ? select.getIdentifier().toString()
                        : "";
        VariableElement constant = desk.members.field(type, name, type);
        if (constant == null) {
            return name.isEmpty()
                    ? desk.expressions.unsupported(label)
                    : desk.refuse(Problem.UNKNOWN_NAME, label, name);
        }
        if (!desk.members.isVisibleBeside(constant, desk.home)) {
            return desk.refuse(
                    Problem.PRIVATE_MEMBER, label, type.getSimpleName().toString());
        }
        return Operand.of(desk.java.primitive(TypeKind.BOOLEAN), isConstant(selector, type, name, label));
    }

    /** Whether an object is the constant of an enum that has a name. */
    Value isConstant(Operand object, TypeElement type, String name, Tree place) {
        Value constant = desk.value(desk.graphType(object.type()), place);
        Member member = new Member(TypeOf.classRef(type), name);
        desk.emit(new Op.Foreign(constant, Op.Use.STATIC_FIELD, member, null, List.of(), desk.origin(place)));
        Value subject = desk.valueOf(object, place);
        return desk.apply(Gate.EQ, Type.Primitive.BOOLEAN, desk.origin(place), subject, constant);
    }
}
