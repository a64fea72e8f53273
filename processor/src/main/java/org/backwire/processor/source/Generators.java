package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Calls whose functions are written out: {@code Arrays.setAll}, which is a loop, checks for null, and what streams of numbers give. */
final class Generators {
    static final String ARRAYS = "java.util.Arrays";

    private final Lowering desk;
    private final StreamEnds streams;

    Generators(Lowering desk) {
        this.desk = desk;
        this.streams = new StreamEnds(desk);
    }

    /** What a call gives; null if it is none of these. */
    @Nullable
    Operand read(MethodInvocationTree tree) {
        if (isOf(tree, ARRAYS, "setAll") && tree.getArguments().size() == 2) {
            return Functions.is(tree.getArguments().get(1), 1) ? setAll(tree) : null;
        }
        Operand checked = desk.nullChecks.read(tree);
        if (checked != null) {
            return checked;
        }
        return tree.getMethodSelect() instanceof MemberSelectTree select ? streams.read(tree, select) : null;
    }

    /** The first call of a stream that is none of those that are read; null if the expression is no stream of numbers. */
    @Nullable
    MethodInvocationTree unknown(ExpressionTree tree) {
        return streams.unknown(tree);
    }

    private Operand setAll(MethodInvocationTree tree) {
        ExpressionTree target = tree.getArguments().get(0);
        Operand array = desk.expressions.read(target);
        if (array.isBad()) {
            return array;
        }
        ExecutableElement method = setAllOf(array.type());
        TypeMirror element = Conversions.elementOf(array.type());
        if (method == null || element == null) {
            return desk.refuse(Problem.UNRESOLVED_CALL, tree.getMethodSelect(), desk.text(tree));
        }
        desk.assume(tree, method);
        ExpressionTree function = tree.getArguments().get(1);
        TypeMirror number = desk.java.primitive(TypeKind.INT);
        fill(
                tree,
                desk.valueOf(array, target),
                element,
                index -> desk.functions.apply(function, List.of(index), number, element));
        return Operand.nothing(method.getReturnType());
    }

    private @Nullable ExecutableElement setAllOf(TypeMirror array) {
        if (!(array instanceof ArrayType type)) {
            return null;
        }
        boolean primitive = type.getComponentType().getKind().isPrimitive();
        for (ExecutableElement method : desk.members.methods(desk.elements.getTypeElement(ARRAYS), "setAll")) {
            TypeMirror parameter = method.getParameters().get(0).asType();
            if (primitive
                    ? desk.java.same(parameter, type)
                    : !method.getTypeParameters().isEmpty()) {
                return method;
            }
        }
        return null;
    }

    /** Gives each element of an array a value. */
    void fill(Tree tree, Value array, TypeMirror element, UnaryOperator<Operand> rule) {
        Value length = desk.value(Type.Primitive.INT, tree);
        desk.emit(new Op.Length(length, array));
        Loops.Rounds rounds = new Loops.Rounds(desk, tree, List.of());
        desk.loops.count(tree, "i", desk.constant(Type.Primitive.INT, 0), length, rounds, index -> {
            Operand value = rule.apply(Operand.of(desk.java.primitive(TypeKind.INT), index));
            desk.arrays.store(new ArrayExpressions.Place(array, index, element), value, tree, tree);
        });
    }

    /** Whether a call is one of a static method of a class, by its name or by an import. */
    boolean isOf(MethodInvocationTree call, String type, String name) {
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
            return select.getIdentifier().contentEquals(name) && isType(select.getExpression(), type);
        }
        if (!(call.getMethodSelect() instanceof IdentifierTree identifier)
                || !identifier.getName().contentEquals(name)) {
            return false;
        }
        List<ExecutableElement> meant =
                desk.names.methods(name, desk.frame.owner()).methods();
        return !meant.isEmpty()
                && meant.stream()
                        .allMatch(method ->
                                Members.ownerOf(method).getQualifiedName().contentEquals(type));
    }

    boolean isType(ExpressionTree tree, String name) {
        if (!(tree instanceof IdentifierTree) && !(tree instanceof MemberSelectTree) || !TypeTrees.isName(tree)) {
            return false;
        }
        TypeElement type = tree.toString().endsWith(name.substring(name.lastIndexOf('.') + 1))
                ? desk.fields.qualifier(tree).type()
                : null;
        return type != null && type.getQualifiedName().contentEquals(name);
    }
}
