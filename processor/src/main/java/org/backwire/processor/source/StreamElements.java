package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The elements of streams of {@code double}s that come from an array, from single numbers, or from a range, and are mapped on their way. */
final class StreamElements {
    private static final String RANGE = "java.util.stream.IntStream";
    private static final String STREAM = "java.util.stream.DoubleStream";
    private static final List<String> SOURCES =
            List.of(RANGE, STREAM, "java.util.stream.LongStream", "java.util.stream.Stream");
    private static final String CLOSED = "rangeClosed";

    private final Lowering desk;

    /**
     * The elements of a stream.
     *
     * @param length how many there are
     * @param element gives each of them by its number
     * @param array null if they are in none
     * @param isShared whether the array is known by another name
     */
    record Elements(
            Tree tree,
            Value length,
            UnaryOperator<Operand> element,
            @Nullable Value array,
            boolean isShared) {}

    StreamElements(Lowering desk) {
        this.desk = desk;
    }

    static boolean isNamed(MethodInvocationTree call, String name, int arguments) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals(name)
                && call.getArguments().size() == arguments;
    }

    static @Nullable ExpressionTree receiver(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
    }

    /** Whether this is a stream of {@code double}s whose elements can be told beforehand. */
    boolean areOf(ExpressionTree tree) {
        if (!(tree instanceof MethodInvocationTree call)) {
            return false;
        }
        if (isOf(call, STREAM, "of")) {
            return areNumbers(call) || call.getArguments().size() == 1 && isOfDoubles(call);
        }
        if (isOf(call, Generators.ARRAYS, "stream")) {
            return isWholeOrPart(call) && isOfDoubles(call);
        }
        if (!(receiver(call) instanceof MethodInvocationTree source)) {
            return false;
        }
        if (isNamed(call, "sorted", 0)
                || isNamed(call, "map", 1) && Functions.is(call.getArguments().get(0), 1)) {
            return areOf(source);
        }
        return isNamed(call, "mapToDouble", 1)
                && Functions.is(call.getArguments().get(0), 1)
                && elementOf(source) != null;
    }

    /** Whether elements are those of a parameter that is not differentiated: what becomes of them is no matter of derivatives. */
    boolean areData(MethodInvocationTree stream) {
        MethodInvocationTree source = stream;
        while (receiver(source) instanceof MethodInvocationTree before) {
            source = before;
        }
        return source.getArguments().size() == 1
                && source.getArguments().get(0) instanceof IdentifierTree name
                && desk.data.contains(desk.frame.find(name.getName().toString()));
    }

    /** Whether this is a stream that {@code mapToDouble} makes one of {@code double}s. */
    boolean areBefore(MethodInvocationTree call) {
        return elementOf(call) != null;
    }

    /** Whether a stream begins with this call. */
    boolean areMade(MethodInvocationTree call) {
        ExpressionTree type = receiver(call);
        return type != null && SOURCES.stream().anyMatch(source -> desk.generators.isType(type, source));
    }

    private boolean isRange(MethodInvocationTree call) {
        return call.getArguments().size() == 2 && (isOf(call, RANGE, "range") || isOf(call, RANGE, CLOSED));
    }

    /** The type of the elements of a stream of rows of an array, or of whole numbers, mapped or not; null if it is none. */
    private @Nullable TypeMirror elementOf(MethodInvocationTree call) {
        if (isRange(call)) {
            return desk.java.primitive(TypeKind.INT);
        }
        if (isNamed(call, "map", 1)
                && Functions.is(call.getArguments().get(0), 1)
                && receiver(call) instanceof MethodInvocationTree source) {
            TypeMirror element = elementOf(source);
            return element != null && element.getKind().isPrimitive() ? element : null;
        }
        if (!isOf(call, Generators.ARRAYS, "stream") || !isWholeOrPart(call)) {
            return null;
        }
        TypeMirror element = typeOf(call.getArguments().get(0)) instanceof ArrayType type
                ? type.getComponentType()
                : desk.types.getNoType(TypeKind.NONE);
        return switch (element.getKind()) {
            case ARRAY, INT, LONG -> element;
            default -> null;
        };
    }

    /** Whether a stream of an array is told where it begins and ends, or neither. */
    private static boolean isWholeOrPart(MethodInvocationTree call) {
        return call.getArguments().size() == 1 || call.getArguments().size() == 3;
    }

    private boolean isOf(MethodInvocationTree call, String type, String name) {
        return desk.generators.isOf(call, type, name);
    }

    private boolean isOfDoubles(MethodInvocationTree call) {
        return desk.types.isSameType(typeOf(call.getArguments().get(0)), arrayType());
    }

    /** Whether a call has numbers for arguments, and not an array of them. */
    private boolean areNumbers(MethodInvocationTree call) {
        return !call.getArguments().isEmpty()
                && call.getArguments().stream()
                        .allMatch(
                                argument -> JavaTypes.isNumeric(typeOf(argument).getKind()));
    }

    /** The type of an expression that is not read yet; none if it will be refused. */
    private TypeMirror typeOf(ExpressionTree tree) {
        Operand[] operand = new Operand[1];
        desk.look(() -> operand[0] = desk.expressions.read(tree));
        return operand[0].isBad() ? desk.types.getNoType(TypeKind.NONE) : operand[0].type();
    }

    private TypeMirror arrayType() {
        return desk.types.getArrayType(number());
    }

    /** The elements of a stream; null if one of them was refused. */
    @Nullable
    Elements read(ExpressionTree tree) {
        MethodInvocationTree call = (MethodInvocationTree) tree;
        if (isNamed(call, "sorted", 0)) {
            return sorted(read(Objects.requireNonNull(receiver(call))), call);
        }
        ExpressionTree argument = call.getArguments().get(0);
        if (!Functions.is(argument, 1)) {
            if (isOfDoubles(call)) {
                return ofArray(call, number());
            }
            Value array = ofNumbers(call);
            return array == null ? null : of(array, number(), tree, false);
        }
        MethodInvocationTree source = (MethodInvocationTree) Objects.requireNonNull(receiver(call));
        if (isNamed(call, "map", 1)) {
            return mapped(read(source), number(), number(), argument);
        }
        TypeMirror element = Objects.requireNonNull(elementOf(source));
        return mapped(elements(source, element), element, number(), argument);
    }

    /** Those of a stream that is none of {@code double}s. */
    private @Nullable Elements elements(MethodInvocationTree stream, TypeMirror type) {
        if (isRange(stream)) {
            return range(stream);
        }
        ExpressionTree argument = stream.getArguments().get(0);
        if (isNamed(stream, "map", 1)) {
            MethodInvocationTree source = (MethodInvocationTree) Objects.requireNonNull(receiver(stream));
            return mapped(elements(source, type), type, type, argument);
        }
        return ofArray(stream, type);
    }

    private @Nullable Elements ofArray(MethodInvocationTree stream, TypeMirror type) {
        List<? extends ExpressionTree> arguments = stream.getArguments();
        Value array = array(arguments.get(0));
        if (array == null || arguments.size() == 1) {
            return array == null ? null : of(array, type, stream, true);
        }
        TypeMirror index = desk.java.primitive(TypeKind.INT);
        Operand from = desk.expressions.readAs(arguments.get(1), index);
        Operand to = desk.expressions.readAs(arguments.get(2), index);
        return from.isBad() || to.isBad()
                ? null
                : part(
                        of(array, type, stream, true),
                        desk.valueOf(from, arguments.get(1)),
                        desk.valueOf(to, arguments.get(2)));
    }

    private Elements part(Elements whole, Value from, Value to) {
        Tree tree = whole.tree();
        Member check = Member.of("org.backwire", "Shapes", "requirePart");
        desk.emit(new Op.Foreign(
                null, Op.Use.STATIC_CALL, check, null, List.of(whole.length(), from, to), desk.origin(tree)));
        TypeMirror index = desk.java.primitive(TypeKind.INT);
        UnaryOperator<Operand> element = i -> whole.element()
                .apply(Operand.of(
                        index,
                        desk.apply(Gate.ADD, Type.Primitive.INT, desk.origin(tree), from, desk.valueOf(i, tree))));
        Value length = desk.apply(Gate.SUB, Type.Primitive.INT, desk.origin(tree), to, from);
        return new Elements(tree, length, element, null, false);
    }

    /** @param isShared whether the array is known by another name */
    private Elements of(Value array, TypeMirror type, Tree tree, boolean isShared) {
        Value length = Value.of(Type.Primitive.INT);
        desk.emit(new Op.Length(length, array));
        return new Elements(
                tree,
                length,
                index -> desk.arrays.load(new ArrayExpressions.Place(array, desk.valueOf(index, tree), type), tree),
                array,
                isShared);
    }

    /** Each element goes through all functions before the next one does. */
    private @Nullable Elements mapped(
            @Nullable Elements before, TypeMirror parameter, TypeMirror result, ExpressionTree function) {
        if (before == null) {
            return null;
        }
        UnaryOperator<Operand> element =
                index -> desk.functions.apply(function, List.of(before.element().apply(index)), parameter, result);
        return new Elements(before.tree(), before.length(), element, null, false);
    }

    /** All elements are there before the first one goes on. */
    private @Nullable Elements sorted(@Nullable Elements before, MethodInvocationTree call) {
        if (before == null) {
            return null;
        }
        Elements all = stored(before);
        Value array = Objects.requireNonNull(all.array());
        if (all.isShared()) {
            Operand copy = desk.arrays.cloned(call, Operand.of(arrayType(), array));
            array = desk.valueOf(copy, call);
        }
        Member sort = Member.of("java.util", "Arrays", "sort");
        desk.emit(new Op.Foreign(null, Op.Use.STATIC_CALL, sort, null, List.of(array), desk.origin(call)));
        return of(array, number(), call, false);
    }

    private TypeMirror number() {
        return desk.java.primitive(TypeKind.DOUBLE);
    }

    /** The same in an array, which may be one that is there. */
    Elements stored(Elements elements) {
        if (elements.array() != null) {
            return elements;
        }
        Value array = desk.value(new Type.Array(Type.Primitive.DOUBLE), elements.tree());
        desk.emit(new Op.NewArray(array, List.of(elements.length())));
        desk.generators.fill(elements.tree(), array, number(), elements.element());
        return of(array, number(), elements.tree(), false);
    }

    private @Nullable Value array(ExpressionTree tree) {
        Operand array = desk.expressions.read(tree);
        return array.isBad() ? null : desk.valueOf(array, tree);
    }

    private @Nullable Value ofNumbers(MethodInvocationTree call) {
        List<Value> numbers = new ArrayList<>();
        for (ExpressionTree argument : call.getArguments()) {
            Operand number = desk.expressions.readAs(argument, number());
            if (number.isBad()) {
                return null;
            }
            numbers.add(desk.valueOf(number, argument));
        }
        Value array = desk.value(new Type.Array(Type.Primitive.DOUBLE), call);
        desk.emit(new Op.ArrayOf(array, numbers));
        return array;
    }

    private @Nullable Elements range(MethodInvocationTree range) {
        List<? extends ExpressionTree> bounds = range.getArguments();
        TypeMirror type = desk.java.primitive(TypeKind.INT);
        Operand from = desk.expressions.readAs(bounds.get(0), type);
        Operand to = desk.expressions.readAs(bounds.get(1), type);
        if (from.isBad() || to.isBad()) {
            return null;
        }
        Value first = desk.valueOf(from, bounds.get(0));
        Value end = desk.valueOf(to, bounds.get(1));
        return new Elements(
                range,
                count(range, first, end),
                index -> Operand.of(
                        type,
                        desk.apply(
                                Gate.ADD, Type.Primitive.INT, desk.origin(range), first, desk.valueOf(index, range))),
                null,
                false);
    }

    /** How many numbers are in a range: none if it ends before it begins. */
    private Value count(MethodInvocationTree range, Value first, Value end) {
        boolean closed = isOf(range, RANGE, CLOSED);
        if (!closed && range.getArguments().get(0).toString().equals("0")) {
            return desk.apply(
                    Gate.MAX,
                    Type.Primitive.INT,
                    desk.origin(range),
                    List.of(end, desk.constant(Type.Primitive.INT, 0)),
                    Member.of("java.lang", "Math", "max"));
        }
        Value some = desk.apply(closed ? Gate.LE : Gate.LT, Type.Primitive.BOOLEAN, desk.origin(range), first, end);
        Value zero = desk.constant(Type.Primitive.INT, 0);
        Value[] number = new Value[1];
        Branch counts = desk.joins.fork(() -> {
            Value span = desk.apply(Gate.SUB, Type.Primitive.INT, desk.origin(range), end, first);
            number[0] = closed
                    ? desk.apply(
                            Gate.ADD,
                            Type.Primitive.INT,
                            desk.origin(range),
                            span,
                            desk.constant(Type.Primitive.INT, 1))
                    : span;
        });
        Value count = desk.value(Type.Primitive.INT, range);
        desk.emit(new Op.If(
                List.of(count),
                some,
                Region.yielding(counts.region().ops(), List.of(number[0])),
                Region.yielding(List.of(), List.of(zero))));
        return count;
    }
}
