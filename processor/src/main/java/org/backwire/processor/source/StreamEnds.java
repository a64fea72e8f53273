package org.backwire.processor.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
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
 * What becomes of a stream of numbers at its end: a sum, an average, a maximum, what a function of two folds it to, or an array.
 *
 * <p>The sum itself is the stream's own: it corrects rounding errors in its way, and its slope is 1 for each element. Maxima are folded in
 * order by {@code Math.max}, as streams that are not parallel do.
 */
final class StreamEnds {
    private static final ClassRef SUM = Callee.STREAM_SUM;

    private final Lowering desk;
    private final StreamElements elements;

    StreamEnds(Lowering desk) {
        this.desk = desk;
        this.elements = new StreamElements(desk);
    }

    /** What a call gives; null if it is no end of a stream. */
    @Nullable
    Operand read(MethodInvocationTree tree, MemberSelectTree select) {
        String name = select.getIdentifier().toString();
        int count = tree.getArguments().size();
        boolean opens = count == 0 && (name.equals("getAsDouble") || name.equals("orElseThrow"))
                || count == 1 && name.equals("orElse");
        Operand result = opens && select.getExpression() instanceof MethodInvocationTree end
                ? optional(tree, end)
                : whole(tree, name, count, select.getExpression());
        return result != null ? result : refused(tree);
    }

    private @Nullable Operand whole(MethodInvocationTree tree, String name, int count, ExpressionTree stream) {
        boolean ends = switch (name) {
            case "sum", "toArray" -> count == 0;
            case "reduce" ->
                count == 2
                        && isTold(tree.getArguments().get(0))
                        && Functions.is(tree.getArguments().get(1), 2);
            default -> false;
        };
        if (!ends || !elements.areOf(stream)) {
            return null;
        }
        StreamElements.Elements read = elements.read(stream);
        if (read == null) {
            return Operand.BAD;
        }
        return switch (name) {
            case "sum" -> sumOf(array(read), tree);
            case "toArray" -> arrayOf(elements.stored(read), tree);
            default -> {
                Operand identity = desk.expressions.readAs(tree.getArguments().get(0), number());
                yield identity.isBad() ? identity : folded(tree, read, 0, identity, function(tree, name));
            }
        };
    }

    /** Whether it makes no difference when it is evaluated. */
    private static boolean isTold(ExpressionTree tree) {
        ExpressionTree bare = Fields.bare(tree);
        return bare instanceof LiteralTree
                || bare instanceof IdentifierTree
                || bare instanceof MemberSelectTree && TypeTrees.isName(bare)
                || bare instanceof BinaryTree both && isTold(both.getLeftOperand()) && isTold(both.getRightOperand())
                || bare instanceof UnaryTree minus
                        && minus.getKind() == Tree.Kind.UNARY_MINUS
                        && isTold(minus.getExpression());
    }

    private @Nullable Operand optional(MethodInvocationTree tree, MethodInvocationTree end) {
        String name = name(end);
        List<? extends ExpressionTree> arguments = end.getArguments();
        boolean known = switch (name) {
            case "average", "max", "min" -> arguments.isEmpty();
            case "reduce" -> arguments.size() == 1 && Functions.is(arguments.get(0), 2);
            default -> false;
        };
        ExpressionTree stream = StreamElements.receiver(end);
        if (!known || stream == null || !elements.areOf(stream)) {
            return null;
        }
        StreamElements.Elements read = elements.read(stream);
        if (read == null) {
            return Operand.BAD;
        }
        StreamElements.Elements all = name.equals("reduce") ? read : elements.stored(read);
        Value zero = desk.constant(Type.Primitive.INT, 0);
        Value none = desk.apply(Gate.EQ, Type.Primitive.BOOLEAN, desk.origin(end), all.length(), zero);
        if (tree.getArguments().isEmpty()) {
            throwIf(none, tree);
            return name.equals("average")
                    ? mean(sumOf(array(all), end), all.length(), end)
                    : foldedFromFirst(end, all, function(end, name));
        }
        if (name.equals("average")) {
            Operand sum = sumOf(array(all), end);
            return orElse(tree, none, () -> mean(sum, all.length(), end));
        }
        return foldedOrElse(tree, end, all, none, function(end, name));
    }

    private Value array(StreamElements.Elements read) {
        return Objects.requireNonNull(elements.stored(read).array());
    }

    /** What folds a stream that ends so. */
    private BinaryOperator<Operand> function(MethodInvocationTree end, String name) {
        return switch (name) {
            case "max" -> (before, element) -> extremum(Gate.MAX, name, before, element, end);
            case "min" -> (before, element) -> extremum(Gate.MIN, name, before, element, end);
            default ->
                (before, element) -> desk.functions.apply(
                        end.getArguments().get(end.getArguments().size() - 1),
                        List.of(before, element),
                        number(),
                        number());
        };
    }

    private Operand extremum(Gate gate, String name, Operand before, Operand element, Tree tree) {
        List<Value> both = List.of(desk.valueOf(before, tree), desk.valueOf(element, tree));
        Member method = Member.of("java.lang", "Math", name);
        return Operand.of(number(), desk.apply(gate, Type.Primitive.DOUBLE, desk.origin(tree), both, method));
    }

    private Operand foldedFromFirst(
            MethodInvocationTree end, StreamElements.Elements all, BinaryOperator<Operand> function) {
        Value zero = desk.constant(Type.Primitive.INT, 0);
        Operand first = all.element().apply(Operand.of(desk.java.primitive(TypeKind.INT), zero));
        return first.isBad() ? first : folded(end, all, 1, first, function);
    }

    /** Calls a function with what it gave before and the next element. */
    private Operand folded(
            MethodInvocationTree tree,
            StreamElements.Elements all,
            int from,
            Operand initial,
            BinaryOperator<Operand> function) {
        Local folded = new Local(name(tree).equals("reduce") ? "folded" : name(tree), number(), null);
        desk.state.put(folded, Operand.of(number(), desk.valueOf(initial, tree)));
        Loops.Rounds rounds = new Loops.Rounds(desk, tree, List.of());
        rounds.carries(folded);
        desk.loops.count(tree, "i", desk.constant(Type.Primitive.INT, from), all.length(), rounds, index -> {
            Operand element = all.element().apply(Operand.of(desk.java.primitive(TypeKind.INT), index));
            Operand next = function.apply(desk.state.get(folded), element);
            desk.state.put(folded, next); // a loop in the function leaves another state
        });
        Operand result = desk.state.get(folded);
        desk.state.locals().remove(folded);
        return result;
    }

    /** The function is called before the other value is computed. */
    private Operand foldedOrElse(
            MethodInvocationTree tree,
            MethodInvocationTree end,
            StreamElements.Elements all,
            Value none,
            BinaryOperator<Operand> function) {
        Operand[] folded = new Operand[1];
        Branch some = desk.joins.fork(() -> folded[0] = foldedFromFirst(end, all, function));
        Branch nothing = desk.joins.fork(() -> {});
        Operand found = desk.joins.join(end, none, nothing, some, number(), Operand.constant(number(), 0.0), folded[0]);
        return orElse(tree, none, () -> found);
    }

    /** The other value is computed in any case. */
    private Operand orElse(MethodInvocationTree tree, Value none, Supplier<Operand> found) {
        Operand other = desk.expressions.readAs(tree.getArguments().get(0), number());
        Operand[] read = new Operand[1];
        Branch some = desk.joins.fork(() -> read[0] = found.get());
        if (other.isBad() || read[0].isBad()) {
            return Operand.BAD;
        }
        Value result = desk.value(Type.Primitive.DOUBLE, tree);
        desk.emit(new Op.If(
                List.of(result),
                none,
                Region.yielding(List.of(), List.of(desk.valueOf(other, tree))),
                Region.yielding(some.region().ops(), List.of(desk.valueOf(read[0], tree)))));
        return Operand.of(number(), result);
    }

    private Operand arrayOf(StreamElements.Elements stored, Tree tree) {
        Operand array = Operand.of(desk.types.getArrayType(number()), Objects.requireNonNull(stored.array()));
        return stored.isShared() ? desk.arrays.cloned(tree, array) : array;
    }

    private Operand sumOf(Value elements, Tree tree) {
        Value result = desk.value(Type.Primitive.DOUBLE, tree);
        Callee sum = Callee.of(
                new Member(SUM, "sum"),
                SUM,
                List.of("values"),
                List.of(elements.type()),
                Type.Primitive.DOUBLE,
                List.of(0));
        desk.emit(new Op.CallDifferentiable(result, sum, List.of(elements)));
        return Operand.of(number(), result);
    }

    private void throwIf(Value none, Tree tree) {
        Branch refuses = desk.joins.fork(() -> {
            Value message = desk.constant(Type.Reference.STRING, "No value present");
            desk.raise(Type.Reference.of("java.util", "NoSuchElementException"), List.of(message), desk.origin(tree));
        });
        desk.joins.join(tree, none, refuses, desk.joins.fork(() -> {}));
    }

    /** The average is the sum by the number of elements. */
    private Operand mean(Operand sum, Value length, Tree average) {
        Value count = desk.apply(Gate.CAST, Type.Primitive.DOUBLE, desk.origin(average), length);
        Value total = desk.valueOf(sum, average);
        return Operand.of(number(), desk.apply(Gate.DIV, Type.Primitive.DOUBLE, desk.origin(average), total, count));
    }

    private TypeMirror number() {
        return desk.java.primitive(TypeKind.DOUBLE);
    }

    /** Where a stream of numbers, with functions that are passed to it, goes a way that we do not; null if it is none. */
    private @Nullable Operand refused(MethodInvocationTree tree) {
        MethodInvocationTree stage = tree;
        for (ExpressionTree at = tree; at instanceof MethodInvocationTree call; at = StreamElements.receiver(call)) {
            if (elements.areOf(call)) {
                return passesFunctions(tree) && !elements.areData(call)
                        ? desk.refuse(Problem.STREAM, stage.getMethodSelect(), name(stage))
                        : null;
            }
            stage = call;
        }
        return null;
    }

    /** The first call of a stream that is none of those that are read; null if the expression is no stream of numbers. */
    @Nullable
    MethodInvocationTree unknown(ExpressionTree tree) {
        MethodInvocationTree unknown = null;
        for (ExpressionTree at = tree; at instanceof MethodInvocationTree call; at = StreamElements.receiver(call)) {
            if (elements.areBefore(call)) {
                return unknown;
            }
            if (elements.areMade(call)) {
                return call;
            }
            unknown = call;
        }
        return null;
    }

    private static boolean passesFunctions(MethodInvocationTree tree) {
        for (ExpressionTree at = tree; at instanceof MethodInvocationTree call; at = StreamElements.receiver(call)) {
            if (call.getArguments().stream().anyMatch(StreamEnds::isFunction)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFunction(ExpressionTree argument) {
        return argument instanceof LambdaExpressionTree || argument instanceof MemberReferenceTree;
    }

    static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }
}
