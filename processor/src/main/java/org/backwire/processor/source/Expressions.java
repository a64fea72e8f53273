package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Reads expressions; every kind that is not named here is refused. */
final class Expressions {
    private static final Map<Tree.Kind, Problem> REFUSED = Map.of(
            Tree.Kind.LAMBDA_EXPRESSION, Problem.LAMBDA,
            Tree.Kind.MEMBER_REFERENCE, Problem.METHOD_REFERENCE);

    private final Lowering desk;

    Expressions(Lowering desk) {
        this.desk = desk;
    }

    /** Reads an expression that stands where no type is asked for, such as an operand. */
    Operand read(ExpressionTree tree) {
        return read(tree, null);
    }

    /** Reads an expression for an assignment, and converts it. */
    Operand readAs(ExpressionTree tree, TypeMirror type) {
        return desk.conversions.convert(read(tree, type), type, tree);
    }

    /** Reads a condition. */
    Operand condition(ExpressionTree tree) {
        return desk.conversions.convert(read(tree), desk.java.primitive(TypeKind.BOOLEAN), tree);
    }

    /** @param target the type asked for by an assignment, a return, or a call that is already resolved */
    Operand read(ExpressionTree tree, @Nullable TypeMirror target) {
        if (tree instanceof ParenthesizedTree parentheses) {
            ExpressionTree inside = parentheses.getExpression();
            return inside instanceof ConditionalExpressionTree choice
                    ? desk.conditionals.read(choice, target, true)
                    : read(inside, target);
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return desk.conditionals.read(choice, target, false);
        }
        if (tree instanceof BinaryTree binary && !Conditionals.isShort(tree.getKind())) {
            return desk.operators.binary(binary);
        }
        if (desk.keptCalls.passes(tree)) {
            Operand generated = tree instanceof MethodInvocationTree call ? desk.generators.read(call) : null;
            Operand kept = generated == null ? desk.keptCalls.read(tree, target) : null;
            if (kept != null) {
                return kept;
            }
            if (generated != null) {
                return assumed(tree, generated);
            }
        }
        return assumed(tree, dispatch(tree, target));
    }

    Operand assumed(ExpressionTree tree, Operand operand) {
        if (!operand.isBad() && operand.kind() != TypeKind.VOID && operand.kind() != TypeKind.NULL) {
            desk.assumeType(tree, operand.type());
        }
        return operand;
    }

    private Operand dispatch(ExpressionTree tree, @Nullable TypeMirror target) {
        if (tree instanceof LiteralTree literal) {
            return literal(literal);
        }
        if (tree instanceof IdentifierTree identifier) {
            return desk.fields.read(identifier);
        }
        if (tree instanceof MemberSelectTree select) {
            return desk.fields.read(select);
        }
        if (tree instanceof MethodInvocationTree call) {
            return desk.calls.read(call, target);
        }
        if (tree instanceof NewClassTree creation) {
            return desk.creations.read(creation, target);
        }
        if (tree instanceof BinaryTree binary) {
            return desk.conditionals.shortCircuit(binary);
        }
        if (tree instanceof SwitchExpressionTree choice) {
            return desk.switches.read(choice, target);
        }
        if (tree instanceof AssignmentTree assignment) {
            return desk.assignments.assign(assignment);
        }
        if (tree instanceof CompoundAssignmentTree compound) {
            return desk.assignments.compound(compound);
        }
        if (tree instanceof UnaryTree unary) {
            return Assignments.isStep(tree.getKind()) ? desk.assignments.step(unary) : desk.operators.unary(unary);
        }
        if (tree instanceof TypeCastTree cast) {
            return cast(cast);
        }
        if (tree instanceof InstanceOfTree test) {
            return instanceOf(test);
        }
        if (tree instanceof ArrayAccessTree access) {
            return desk.arrays.load(access);
        }
        if (tree instanceof NewArrayTree creation) {
            return desk.arrays.create(creation, target);
        }
        Problem problem = REFUSED.get(tree.getKind());
        return problem != null ? desk.refuse(problem, tree) : unsupported(tree);
    }

    Operand unsupported(Tree tree) {
        String kind = TypeTrees.isClassLiteral(tree)
                ? "the class of a primitive type or an array"
                : isSuper(tree)
                        ? "super"
                        : tree.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String cure = isSuper(tree)
                ? "Give the method that is meant a name of its own."
                : "Compute it outside of " + desk.methodName() + " and pass it in.";
        return desk.refuse(Problem.UNSUPPORTED_EXPRESSION, tree, kind, cure);
    }

    private static boolean isSuper(Tree tree) {
        return tree instanceof IdentifierTree name && name.getName().contentEquals("super")
                || tree instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("super");
    }

    private Operand literal(LiteralTree tree) {
        Object value = tree.getValue();
        if (value == null) {
            return Operand.constant(desk.types.getNullType(), null);
        }
        TypeMirror type = value instanceof String
                ? desk.java.string()
                : desk.types.unboxedType(desk.java.declared(value.getClass().getName()));
        return Operand.fixed(type, new Operand.Fixed(value, null, spelling(tree, value)));
    }

    private @Nullable String spelling(LiteralTree tree, Object value) {
        String text = desk.text(tree);
        boolean kept = !text.isEmpty() && value instanceof Number && Character.isLetterOrDigit(text.charAt(0))
                || value instanceof Number && text.startsWith(".")
                || value instanceof Character && text.startsWith("'");
        return kept && !text.endsWith("…") ? text : null;
    }

    private Operand cast(TypeCastTree tree) {
        TypeMirror type = desk.typeTrees.type(tree.getType(), desk.frame.owner());
        if (type == null) {
            read(tree.getExpression());
            return desk.refuse(Problem.UNKNOWN_NAME, tree.getType(), desk.text(tree.getType()));
        }
        Operand operand = read(tree.getExpression());
        if (desk.privateTypes.refuse(type, tree.getType())) {
            return Operand.BAD;
        }
        boolean spelledOtherwise = operand.fixed() != null && !operand.isBad() && operand.isConstant();
        Operand converted = desk.conversions.convert(operand, type, tree);
        // (double) 2 is no literal.
        return spelledOtherwise && converted.isConstant()
                ? Operand.constant(converted.type(), converted.constantValue())
                : converted;
    }

    private Operand instanceOf(InstanceOfTree tree) {
        if (tree.getPattern() != null && !(tree.getPattern() instanceof BindingPatternTree)) {
            desk.bindings.forget(tree.getPattern());
            return desk.refuse(Problem.PATTERN, tree.getPattern());
        }
        VariableTree binding = tree.getPattern() instanceof BindingPatternTree pattern ? pattern.getVariable() : null;
        Tree typeTree = binding == null ? tree.getType() : binding.getType();
        Operand operand = read(tree.getExpression());
        TypeMirror type = desk.typeTrees.type(typeTree, desk.frame.owner());
        Operand whole = operand.isBad() ? operand : desk.records.whole(operand, tree.getExpression());
        if (binding != null && (whole.isBad() || type == null)) {
            desk.bindings.forget(binding);
        }
        if (type == null) {
            return desk.refuse(Problem.UNKNOWN_NAME, typeTree, desk.text(typeTree));
        }
        if (whole.isBad() || binding == null && desk.privateTypes.refuse(type, typeTree)) {
            return Operand.BAD;
        }
        Value result = desk.value(Type.Primitive.BOOLEAN, tree);
        Operand object = Operand.of(whole.type(), desk.valueOf(whole, tree.getExpression()));
        desk.emit(new Op.InstanceOf(result, desk.foreigns.asSeen(object, tree), desk.graphType(type)));
        if (binding != null) {
            desk.bindings.bind(binding, type, result, object);
        }
        return Operand.of(desk.java.primitive(TypeKind.BOOLEAN), result);
    }
}
