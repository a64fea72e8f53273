package org.backwire.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code Arrays.setAll}, which is a loop, and sums of streams of an array or of a range, whose elements are those of a loop.
 *
 * <p>The sum itself is the stream's own: it corrects rounding errors in its way, and its slope is 1 for each element.
 */
final class Generators {
    private static final String ARRAYS = "java.util.Arrays";
    private static final String RANGE = "java.util.stream.IntStream";
    private static final String STREAM = "java.util.stream.DoubleStream";
    private static final String CLOSED = "rangeClosed";
    private static final ClassRef SUM = Callee.STREAM_SUM;

    private final Lowering desk;

    Generators(Lowering desk) {
        this.desk = desk;
    }

    /** What a call gives; null if it is none of these. */
    @Nullable
    Operand read(MethodInvocationTree tree) {
        if (isOf(tree, ARRAYS, "setAll") && tree.getArguments().size() == 2) {
            return lambda(tree.getArguments().get(1)) == null ? null : setAll(tree);
        }
        return tree.getMethodSelect() instanceof MemberSelectTree select ? read(tree, select) : null;
    }

    private @Nullable Operand read(MethodInvocationTree tree, MemberSelectTree select) {
        String name = select.getIdentifier().toString();
        int count = tree.getArguments().size();
        if (name.equals("sum") && count == 0) {
            Operand sum = sum(tree, select.getExpression());
            return sum != null ? sum : refused(tree);
        }
        boolean opens = count == 0 && (name.equals("getAsDouble") || name.equals("orElseThrow"))
                || count == 1 && name.equals("orElse");
        if (opens && select.getExpression() instanceof MethodInvocationTree call && isNamed(call, "average", 0)) {
            Operand average = average(tree, call);
            return average != null ? average : refused(tree);
        }
        return refused(tree);
    }

    /** Where a stream of numbers, with functions that are passed to it, goes a way that we do not; null if it is none. */
    private @Nullable Operand refused(MethodInvocationTree tree) {
        boolean passes = false;
        MethodInvocationTree stage = tree;
        for (ExpressionTree at = tree; at instanceof MethodInvocationTree call; at = receiver(call)) {
            if (isStream(call)) {
                return passes ? desk.refuse(Problem.STREAM, stage.getMethodSelect(), name(stage)) : null;
            }
            passes |= call.getArguments().stream().anyMatch(Generators::isFunction);
            stage = call;
        }
        return null;
    }

    private static boolean isFunction(ExpressionTree argument) {
        return argument instanceof LambdaExpressionTree || argument instanceof MemberReferenceTree;
    }

    private static @Nullable ExpressionTree receiver(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
    }

    private static String name(MethodInvocationTree call) {
        String name = call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : call.getMethodSelect().toString();
        boolean maps = name.equals("map") && call.getArguments().get(0) instanceof MemberReferenceTree;
        return maps ? "map with a method reference" : name;
    }

    private boolean isType(ExpressionTree tree, String name) {
        if (!(tree instanceof IdentifierTree) && !(tree instanceof MemberSelectTree) || !TypeTrees.isName(tree)) {
            return false;
        }
        TypeElement type = tree.toString().endsWith(name.substring(name.lastIndexOf('.') + 1))
                ? desk.fields.qualifier(tree).type()
                : null;
        return type != null && type.getQualifiedName().contentEquals(name);
    }

    private static boolean isNamed(MethodInvocationTree call, String name, int arguments) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals(name)
                && call.getArguments().size() == arguments;
    }

    private static @Nullable LambdaExpressionTree lambda(ExpressionTree tree) {
        return Fields.bare(tree) instanceof LambdaExpressionTree lambda
                        && lambda.getParameters().size() == 1
                ? lambda
                : null;
    }

    private Operand setAll(MethodInvocationTree tree) {
        ExpressionTree target = tree.getArguments().get(0);
        Operand array = desk.expressions.read(target);
        if (array.isBad()) {
            return array;
        }
        ExecutableElement method = setAllOf(array.type());
        TypeMirror element = Conversions.elementOf(array.type());
        LambdaExpressionTree lambda = lambda(tree.getArguments().get(1));
        if (method == null || element == null || lambda == null) {
            return desk.refuse(Problem.UNRESOLVED_CALL, tree.getMethodSelect(), desk.text(tree));
        }
        desk.assume(tree, method);
        fill(tree, desk.valueOf(array, target), element, index -> apply(lambda, index, intType(), element));
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
    private void fill(Tree tree, Value array, TypeMirror element, UnaryOperator<Operand> rule) {
        Value length = desk.value(Type.Primitive.INT, tree);
        desk.emit(new Op.Length(length, array));
        Loops.Rounds rounds = new Loops.Rounds(desk, tree, List.of());
        desk.loops.count(tree, "i", desk.constant(Type.Primitive.INT, 0), length, rounds, index -> {
            Operand value = rule.apply(Operand.of(intType(), index));
            desk.arrays.store(new ArrayExpressions.Place(array, index, element), value, tree, tree);
        });
    }

    private TypeMirror intType() {
        return desk.java.primitive(TypeKind.INT);
    }

    /** Writes out a lambda of one parameter. */
    private Operand apply(LambdaExpressionTree lambda, Operand argument, TypeMirror parameter, TypeMirror result) {
        Frame frame = desk.frame.lambda(result, desk.frame);
        return desk.helpers.inside(
                frame,
                () -> {
                    String name = lambda.getParameters().get(0).getName().toString();
                    desk.helpers.pass(name, parameter, argument);
                    if (lambda.getBody() instanceof BlockTree block) {
                        desk.statements.block(block.getStatements());
                    } else if (lambda.getBody() instanceof ExpressionTree value) {
                        desk.assignments.store(frame.result(), desk.expressions.readAs(value, result), value);
                    } else if (lambda.getBody() instanceof StatementTree statement) {
                        desk.statements.read(statement);
                    }
                },
                end -> desk.helpers.result(result, desk.state.get(end.result())));
    }

    private @Nullable Operand sum(MethodInvocationTree tree, ExpressionTree stream) {
        if (!isStream(stream)) {
            return null;
        }
        Value elements = elements(stream);
        return elements == null ? Operand.BAD : sumOf(elements, tree);
    }

    private Operand sumOf(Value elements, Tree tree) {
        TypeMirror type = desk.java.primitive(TypeKind.DOUBLE);
        Value result = desk.value(Type.Primitive.DOUBLE, tree);
        Callee sum = Callee.of(
                new Member(SUM, "sum"),
                SUM,
                List.of("values"),
                List.of(elements.type()),
                Type.Primitive.DOUBLE,
                List.of(0));
        desk.emit(new Op.CallDifferentiable(result, sum, List.of(elements)));
        return Operand.of(type, result);
    }

    /** The average is the sum by the number of elements, if there are any. */
    private @Nullable Operand average(MethodInvocationTree tree, MethodInvocationTree average) {
        ExpressionTree stream = ((MemberSelectTree) average.getMethodSelect()).getExpression();
        if (!isStream(stream)) {
            return null;
        }
        Value elements = elements(stream);
        if (elements == null) {
            return Operand.BAD;
        }
        Value length = desk.value(Type.Primitive.INT, average);
        desk.emit(new Op.Length(length, elements));
        Value zero = desk.constant(Type.Primitive.INT, 0);
        Value none = desk.apply(Gate.EQ, Type.Primitive.BOOLEAN, desk.origin(average), length, zero);
        return tree.getArguments().isEmpty()
                ? averageOrThrow(tree, average, elements, length, none)
                : averageOrElse(tree, average, elements, length, none);
    }

    private Operand averageOrThrow(Tree tree, Tree average, Value elements, Value length, Value none) {
        Branch refuses = desk.joins.fork(() -> {
            Value message = desk.constant(Type.Reference.STRING, "No value present");
            Value exception = desk.value(Type.Reference.of("java.util", "NoSuchElementException"), tree);
            Member constructor = Member.of("java.util", "NoSuchElementException", "<init>");
            desk.emit(new Op.Foreign(
                    exception, Op.Use.CONSTRUCTOR, constructor, null, List.of(message), desk.origin(tree)));
            desk.emit(new Op.Throw(exception));
            desk.region.endsHere();
            desk.state.die();
        });
        desk.joins.join(tree, none, refuses, desk.joins.fork(() -> {}));
        Operand sum = sumOf(elements, average);
        return Operand.of(sum.type(), mean(desk.valueOf(sum, average), length, average));
    }

    private Operand averageOrElse(MethodInvocationTree tree, Tree average, Value elements, Value length, Value none) {
        Operand sum = sumOf(elements, average);
        Operand other = desk.expressions.readAs(tree.getArguments().get(0), sum.type());
        if (other.isBad()) {
            return other;
        }
        Value total = desk.valueOf(sum, average);
        Value[] mean = new Value[1];
        Branch some = desk.joins.fork(() -> mean[0] = mean(total, length, average));
        Value result = desk.value(Type.Primitive.DOUBLE, tree);
        Value otherwise = desk.valueOf(other, tree);
        desk.emit(new Op.If(
                List.of(result),
                none,
                Region.yielding(List.of(), List.of(otherwise)),
                Region.yielding(some.region().ops(), List.of(mean[0]))));
        return Operand.of(sum.type(), result);
    }

    private Value mean(Value sum, Value length, Tree average) {
        Value count = desk.apply(Gate.CAST, Type.Primitive.DOUBLE, desk.origin(average), length);
        return desk.apply(Gate.DIV, Type.Primitive.DOUBLE, desk.origin(average), sum, count);
    }

    /** Whether this is a stream of {@code double}s whose elements can be told beforehand. */
    private boolean isStream(ExpressionTree tree) {
        if (!(tree instanceof MethodInvocationTree call)) {
            return false;
        }
        if (isOf(call, STREAM, "of")) {
            return areNumbers(call) || call.getArguments().size() == 1 && isOfDoubles(call);
        }
        if (isOf(call, ARRAYS, "stream")) {
            return call.getArguments().size() == 1 && isOfDoubles(call);
        }
        ExpressionTree source = receiver(call);
        if (source == null) {
            return false;
        }
        if (isNamed(call, "map", 1) && lambda(call.getArguments().get(0)) != null) {
            return isStream(source);
        }
        if (isNamed(call, "mapToDouble", 1) && lambda(call.getArguments().get(0)) != null) {
            return source instanceof MethodInvocationTree range
                    && range.getArguments().size() == 2
                    && (isOf(range, RANGE, "range") || isOf(range, RANGE, CLOSED));
        }
        return false;
    }

    /** Whether a call is one of a static method of a class, by its name or by an import. */
    private boolean isOf(MethodInvocationTree call, String type, String name) {
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
        int problems = desk.problems().size();
        int assumed = desk.assumptions.size();
        Operand[] operand = new Operand[1];
        desk.joins.fork(() -> operand[0] = desk.expressions.read(tree));
        desk.forgetProblems(problems);
        desk.assumptions.forget(assumed);
        return operand[0].isBad() ? desk.types.getNoType(TypeKind.NONE) : operand[0].type();
    }

    private TypeMirror arrayType() {
        return desk.types.getArrayType(desk.java.primitive(TypeKind.DOUBLE));
    }

    /** An array of the elements of a stream, made for it or not; null if one of them was refused. */
    private @Nullable Value elements(ExpressionTree tree) {
        MethodInvocationTree call = (MethodInvocationTree) tree;
        ExpressionTree argument = call.getArguments().get(0);
        LambdaExpressionTree lambda = lambda(argument);
        if (lambda == null && !isOfDoubles(call)) {
            return ofNumbers(call);
        }
        if (lambda == null) {
            Operand array = desk.expressions.read(argument);
            return array.isBad() ? null : desk.valueOf(array, argument);
        }
        TypeMirror type = desk.java.primitive(TypeKind.DOUBLE);
        if (isNamed(call, "mapToDouble", 1)) {
            return ofRange((MethodInvocationTree) Objects.requireNonNull(receiver(call)), lambda);
        }
        Value before = elements(Objects.requireNonNull(receiver(call)));
        if (before == null) {
            return null;
        }
        Value length = desk.value(Type.Primitive.INT, tree);
        desk.emit(new Op.Length(length, before));
        Value array = desk.value(new Type.Array(Type.Primitive.DOUBLE), tree);
        desk.emit(new Op.NewArray(array, List.of(length)));
        fill(tree, array, type, index -> {
            Operand old = desk.arrays.load(new ArrayExpressions.Place(before, desk.valueOf(index, tree), type), tree);
            return apply(lambda, old, type, type);
        });
        return array;
    }

    private @Nullable Value ofNumbers(MethodInvocationTree call) {
        List<Value> numbers = new ArrayList<>();
        for (ExpressionTree argument : call.getArguments()) {
            Operand number = desk.expressions.readAs(argument, desk.java.primitive(TypeKind.DOUBLE));
            if (number.isBad()) {
                return null;
            }
            numbers.add(desk.valueOf(number, argument));
        }
        Value array = desk.value(new Type.Array(Type.Primitive.DOUBLE), call);
        desk.emit(new Op.ArrayOf(array, numbers));
        return array;
    }

    private @Nullable Value ofRange(MethodInvocationTree range, LambdaExpressionTree lambda) {
        TypeMirror type = desk.java.primitive(TypeKind.DOUBLE);
        List<? extends ExpressionTree> bounds = range.getArguments();
        Operand from = desk.expressions.readAs(bounds.get(0), intType());
        Operand to = desk.expressions.readAs(bounds.get(1), intType());
        if (from.isBad() || to.isBad()) {
            return null;
        }
        Value first = desk.valueOf(from, bounds.get(0));
        Value end = desk.valueOf(to, bounds.get(1));
        Value count = count(range, first, end);
        Value array = desk.value(new Type.Array(Type.Primitive.DOUBLE), range);
        desk.emit(new Op.NewArray(array, List.of(count)));
        fill(range, array, type, index -> {
            Value at = desk.apply(Gate.ADD, Type.Primitive.INT, desk.origin(range), first, desk.valueOf(index, range));
            return apply(lambda, Operand.of(intType(), at), intType(), type);
        });
        return array;
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
