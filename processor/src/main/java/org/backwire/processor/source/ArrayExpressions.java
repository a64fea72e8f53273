package org.backwire.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Arrays: made, read, written, and passed on. */
final class ArrayExpressions {
    private final Lowering desk;

    ArrayExpressions(Lowering desk) {
        this.desk = desk;
    }

    /** An element of an array; array and index are evaluated once. */
    record Place(Value array, Value index, TypeMirror elementType) {}

    /** Null if it was refused. */
    @Nullable
    Place place(ArrayAccessTree tree) {
        Operand array = desk.expressions.read(tree.getExpression());
        Operand index = desk.conversions.convert(
                desk.expressions.read(tree.getIndex()), desk.java.primitive(TypeKind.INT), tree.getIndex());
        if (array.isBad() || index.isBad()) {
            return null;
        }
        TypeMirror element = Conversions.elementOf(array.type());
        if (element == null) {
            desk.refuse(Problem.UNKNOWN_TYPE, tree.getExpression(), desk.text(tree.getExpression()));
            return null;
        }
        return new Place(desk.valueOf(array, tree.getExpression()), desk.valueOf(index, tree.getIndex()), element);
    }

    Operand load(ArrayAccessTree tree) {
        Place place = place(tree);
        return place == null ? Operand.BAD : load(place, tree);
    }

    Operand load(Place place, Tree tree) {
        Value result = desk.value(desk.graphType(place.elementType()), tree);
        desk.emit(new Op.Load(result, place.array(), place.index()));
        return desk.records.takenApart(Operand.of(desk.java.plain(place.elementType()), result), tree);
    }

    /** @param right what the operand comes from, which may be all of {@code tree} */
    Operand store(Place place, Operand operand, Tree right, Tree tree) {
        if (operand.isBad()) {
            return operand;
        }
        Operand whole = desk.records.whole(operand, right);
        if (whole.isBad()) {
            return whole;
        }
        Value value = desk.valueOf(whole, tree);
        desk.emitWrite(new Op.Store(place.array(), place.index(), value, null), tree);
        return operand.components() != null ? operand : Operand.of(desk.java.plain(place.elementType()), value);
    }

    Operand length(Tree tree, Operand array) {
        Value result = desk.value(Type.Primitive.INT, tree);
        desk.emit(new Op.Length(result, desk.valueOf(array, tree)));
        return Operand.of(desk.java.primitive(TypeKind.INT), result);
    }

    Operand cloned(Tree tree, Operand array) {
        Value result = desk.value(desk.graphType(array.type()), tree);
        desk.emit(new Op.CloneArray(result, desk.valueOf(array, tree)));
        return Operand.of(array.type(), result);
    }

    /** @param target the type of an initializer without {@code new} */
    Operand create(NewArrayTree tree, @Nullable TypeMirror target) {
        return create(tree, target, null);
    }

    private Operand create(NewArrayTree tree, @Nullable TypeMirror target, @Nullable String name) {
        TypeMirror type = target;
        if (tree.getType() != null) {
            type = desk.typeTrees.type(tree.getType(), desk.frame.owner());
            if (type == null) {
                return desk.refuse(Problem.UNKNOWN_NAME, tree.getType(), desk.text(tree.getType()));
            }
            int dimensions =
                    tree.getInitializers() != null ? 1 : tree.getDimensions().size();
            for (int i = 0; i < dimensions; i++) {
                type = desk.types.getArrayType(type);
            }
        }
        if (!(type instanceof ArrayType array)) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        return tree.getInitializers() != null ? initialized(tree, array, name) : sized(tree, array);
    }

    private Operand initialized(NewArrayTree tree, ArrayType type, @Nullable String name) {
        List<Value> elements = new ArrayList<>();
        boolean bad = false;
        for (ExpressionTree initializer : tree.getInitializers()) {
            TypeMirror component = type.getComponentType();
            boolean isRow = initializer instanceof NewArrayTree row && row.getType() == null;
            Operand read = isRow
                    ? create((NewArrayTree) initializer, component, "row")
                    : desk.expressions.readAs(initializer, component);
            Operand element = desk.records.whole(read, initializer);
            if (element.isBad()) {
                bad = true;
            } else {
                elements.add(desk.valueOf(element, initializer));
            }
        }
        if (bad) {
            return Operand.BAD;
        }
        Value result = desk.value(desk.graphType(type), tree).withName(name);
        desk.emit(new Op.ArrayOf(result, elements));
        return Operand.of(type, result);
    }

    private Operand sized(NewArrayTree tree, ArrayType type) {
        List<Value> lengths = new ArrayList<>();
        for (ExpressionTree dimension : tree.getDimensions()) {
            Operand length = desk.conversions.convert(
                    desk.expressions.read(dimension), desk.java.primitive(TypeKind.INT), dimension);
            if (length.isBad()) {
                return length;
            }
            lengths.add(desk.valueOf(length, dimension));
        }
        Value result = desk.value(desk.graphType(type), tree);
        desk.emit(new Op.NewArray(result, lengths));
        return Operand.of(type, result);
    }

    /** The arguments of a variable arity call, the last ones put into an array; null if they cannot be. */
    @Nullable
    List<Operand> gathered(Overloads.Choice choice, List<Operand> arguments, Tree tree) {
        int fixed = choice.method().getParameters().size() - 1;
        TypeMirror type = choice.substitution()
                .apply(choice.method().getParameters().get(fixed).asType());
        List<Value> elements = new ArrayList<>();
        for (Operand argument : arguments.subList(fixed, arguments.size())) {
            Operand whole = desk.records.whole(argument, tree);
            if (whole.isBad()) {
                return null;
            }
            elements.add(desk.valueOf(whole, tree));
        }
        Value array = desk.value(desk.graphType(type), tree);
        desk.emit(new Op.ArrayOf(array, elements));
        List<Operand> all = new ArrayList<>(arguments.subList(0, fixed));
        all.add(Operand.of(type, array));
        return all;
    }
}
