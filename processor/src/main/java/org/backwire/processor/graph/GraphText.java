package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A function as text that people can read and write, and back.
 *
 * <pre>{@code
 * fire(double x, double[] w) {
 *   n = length w : int
 *   sum.3, i.3 = loop (double sum = 0.0, int i = 0) while {
 *     %1 = less i n : boolean
 *     yield %1
 *   } do {
 *     %2 = load w i : double
 *     sum.2 = add sum %2 : double
 *     i.2 = add i 1 : int
 *     yield sum.2 i.2
 *   }
 *   c = less sum.3 x : boolean
 *   y = if c { yield x } else {
 *     t = exp@StrictMath.exp sum.3 : double from "exp(sum)"
 *     yield t
 *   } : double
 *   yield y
 * }
 * }</pre>
 *
 * <p>A line is {@code results = word operands : types}. The word of a gate is its title or, where gates share a title, the
 * name of its constant ({@code strongMul}); {@code @} names the method that is called, if it is not the one of {@code Math} (or, for
 * tests and comparisons, of {@code Double}); {@code @none} is no method. A view follows the type:
 * {@code q = div 1.0 d : double as sigmoid(x, s)}. The other words are those of {@link Op} in lower case:
 * {@code if c {…} else {…}}, {@code loop (type v = initial, …) while {…} do {…}}, {@code assert {…} message {…}}, {@code throw e},
 * {@code concat}, {@code instanceof x Type}, {@code castReference}, {@code newArray}, {@code newTape}, {@code arrayOf}, {@code length},
 * {@code load}, {@code store}, {@code cloneArray}, {@code deepCopy}, {@code zerosLike}, {@code copyRange}, {@code fill}; {@code call Type.method(arguments)},
 * {@code new Type(arguments)} and {@code field Type.field}, with {@code on receiver} for members of instances; and
 * {@code call Type.method(arguments) by Companion(w*, x)} for a differentiable method, starred parameters being
 * differentiated, with {@code gradient} instead of {@code call} for its gradient.
 *
 * <p>Values: {@code %1} has no name; {@code x.2} is another value that wishes to be called x. A constant without a name is written
 * where it is used (if it is), and read back as an op of its own just there: {@code 1.0}, {@code 1.0f}, {@code 1}, {@code 1L},
 * {@code 1b} (byte), {@code 1s} (short), {@code 'a'}, {@code true}, {@code "text"}; other constants have a line:
 * {@code rate = 0.5 @Neuron.RATE : double}. A region without {@code yield} yields nothing, and does not complete if it
 * ends by throwing or by {@code unreachable}. Packages begin with a lower-case letter, classes do not; a class without a
 * package is of {@code java.lang}, and a leading dot means the unnamed package.
 *
 * <p>Origins are written by {@link #withOrigins} only; notes and the spelling of literals are not written at all.
 */
public final class GraphText {
    private final StringBuilder text = new StringBuilder();
    private final Map<Value, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Value, String> inlined = new IdentityHashMap<>();
    private final boolean origins;
    private int unnamed;

    private GraphText(boolean origins) {
        this.origins = origins;
    }

    /** Prints a function without origins. */
    public static String of(Function function) {
        return print(function, false);
    }

    /** Prints a function; the source text of each op with one result follows it: {@code from "x * y"}. */
    public static String withOrigins(Function function) {
        return print(function, true);
    }

    /** Reads what {@link #of} and {@link #withOrigins} print. */
    public static Function parse(String text) {
        return new GraphParser(text).function();
    }

    private static String print(Function function, boolean origins) {
        GraphText printer = new GraphText(origins);
        printer.function(function);
        return printer.text.toString();
    }

    private void function(Function function) {
        chooseInlined(function.body());
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        function.parameters().forEach(p -> parameters.add(type(p.type()) + " " + define(p)));
        text.append(function.name()).append(parameters).append(' ');
        region(function.body(), 0);
        text.append('\n');
    }

    private void chooseInlined(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Constant constant
                    && constant.value() != null
                    && constant.member() == null
                    && constant.result().name() == null) {
                inlined.put(constant.result(), GraphWords.literal(constant.value()));
            }
            op.regions().forEach(this::chooseInlined);
        }
    }

    private void region(Region region, int depth) {
        List<Op> shown = region.ops().stream()
                .filter(op -> !(op instanceof Op.Constant constant && inlined.containsKey(constant.result())))
                .toList();
        String yield = region.yields().isEmpty() ? "" : "yield" + uses(region.yields());
        boolean endsHere = !region.completes() && !GraphWords.endsByThrowing(region.ops());
        if (shown.isEmpty() && !endsHere) {
            text.append(yield.isEmpty() ? "{ }" : "{ " + yield + " }");
            return;
        }
        text.append("{\n");
        for (Op op : shown) {
            indent(depth + 1);
            op(op, depth + 1);
            text.append('\n');
        }
        if (!yield.isEmpty() || endsHere) {
            indent(depth + 1);
            text.append(endsHere ? "unreachable" : "yield" + uses(region.yields()))
                    .append('\n');
        }
        indent(depth);
        text.append('}');
    }

    private void indent(int depth) {
        text.append("  ".repeat(depth));
    }

    private void op(Op op, int depth) {
        if (op instanceof Op.Loop loop) {
            loop(loop, depth);
            return;
        }
        int start = text.length();
        if (op instanceof Op.If branch) {
            text.append("if").append(uses(branch.operands())).append(' ');
            region(branch.then(), depth);
            text.append(" else ");
            region(branch.otherwise(), depth);
        } else if (op instanceof Op.Assert assertion) {
            text.append("assert ");
            region(assertion.test(), depth);
            if (assertion.message() != null) {
                text.append(" message ");
                region(assertion.message(), depth);
            }
        } else {
            text.append(simple(op));
        }
        List<Value> results = op.results();
        if (!results.isEmpty()) {
            StringJoiner defined = new StringJoiner(", ", "", " = ");
            StringJoiner types = new StringJoiner(", ", " : ", "");
            results.forEach(v -> defined.add(define(v)));
            results.forEach(v -> types.add(type(v.type())));
            text.insert(start, defined).append(types);
        }
        if (op instanceof Op.Apply apply && apply.view() != null) {
            StringJoiner operands = new StringJoiner(", ", "(", ")");
            apply.view().operands().forEach(v -> operands.add(use(v)));
            if (apply.isRecognized()) {
                text.append(" as ").append(GraphWords.word(apply.view().gate())).append(operands);
            }
            text.append(apply.isMoved() ? " moved" : "");
        }
        Origin origin = op instanceof Op.Foreign foreign
                ? foreign.origin()
                : results.size() == 1 ? results.get(0).origin() : null;
        if (origins && origin != null) {
            text.append(" from ").append(GraphWords.literal(origin.text()));
        }
    }

    private void loop(Op.Loop loop, int depth) {
        StringJoiner variables = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < loop.variables().size(); i++) {
            String initial = use(loop.initials().get(i));
            Value variable = loop.variables().get(i);
            variables.add(type(variable.type()) + " " + define(variable) + " = " + initial);
        }
        int start = text.length();
        text.append("loop ").append(variables).append(" while ");
        region(loop.test(), depth);
        text.append(" do ");
        region(loop.body(), depth);
        if (!loop.results().isEmpty()) {
            StringJoiner defined = new StringJoiner(", ", "", " = ");
            loop.results().forEach(v -> defined.add(define(v)));
            text.insert(start, defined);
        }
    }

    /** The word and operands of an op without regions. */
    private String simple(Op op) {
        if (op instanceof Op.Constant constant) {
            String value = constant.value() == null ? "null" : GraphWords.literal(constant.value());
            return constant.member() == null ? value : value + " @" + member(constant.member());
        }
        if (op instanceof Op.Apply apply) {
            return GraphWords.word(apply.gate()) + method(apply) + uses(apply.operands());
        }
        if (op instanceof Op.Foreign foreign) {
            return foreign(foreign);
        }
        if (op instanceof Op.CallDifferentiable call) {
            return "call " + called(call.callee(), call.arguments());
        }
        if (op instanceof Op.CallCompanion call) {
            return call.member().title() + " " + called(call.callee(), call.operands());
        }
        if (op instanceof Op.CallRuled call) {
            return "call " + member(call.ruled().method()) + arguments(call.arguments()) + " by rules";
        }
        if (op instanceof Op.Slope slope) {
            return "slope " + member(slope.ruled().method()) + arguments(slope.operands());
        }
        if (op instanceof Op.CallPart call) {
            return "part " + call.part() + uses(call.operands());
        }
        if (op instanceof Op.InstanceOf test) {
            return "instanceof" + uses(test.operands()) + " " + type(test.type());
        }
        return GraphWords.word(op.getClass()) + uses(op.operands());
    }

    private static String method(Op.Apply apply) {
        Member usual = GraphWords.usualMethod(apply.gate());
        Member method = apply.method();
        if (method == null) {
            return usual == null ? "" : "@none";
        }
        return method.equals(usual) ? "" : "@" + member(method);
    }

    private String foreign(Op.Foreign foreign) {
        Member member = foreign.member();
        String what = switch (foreign.use()) {
            case STATIC_CALL, STEADY_CALL, INSTANCE_CALL, ACCESSOR, COMPONENT ->
                "call " + member(member) + arguments(foreign.arguments());
            case CONSTRUCTOR, RECORD -> "new " + GraphWords.className(member.owner()) + arguments(foreign.arguments());
            case KEPT -> "kept " + member.name() + arguments(foreign.arguments());
            case STATIC_FIELD, INSTANCE_FIELD -> "field " + member(member);
        };
        return foreign.receiver() == null ? what : what + " on " + use(foreign.receiver());
    }

    private String called(Callee callee, List<Value> operands) {
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < callee.parameters().size(); i++) {
            parameters.add(callee.parameters().get(i) + (callee.wrt().contains(i) ? "*" : ""));
        }
        return member(callee.method()) + arguments(operands) + " by " + GraphWords.className(callee.companion())
                + parameters;
    }

    private String arguments(List<Value> values) {
        StringJoiner arguments = new StringJoiner(", ", "(", ")");
        values.forEach(v -> arguments.add(use(v)));
        return arguments.toString();
    }

    private static String member(Member member) {
        return GraphWords.className(member.owner()) + "." + member.name();
    }

    private static String type(@Nullable Type type) {
        if (type instanceof Type.Array array) {
            return type(array.element()) + "[]";
        }
        if (type instanceof Type.Reference reference) {
            StringJoiner arguments = new StringJoiner(", ", "<", ">");
            reference.arguments().forEach(argument -> arguments.add(type(argument)));
            return GraphWords.className(reference.type())
                    + (reference.arguments().isEmpty() ? "" : arguments);
        }
        if (type instanceof Type.Wildcard wildcard) {
            return wildcard.upper() != null
                    ? "? extends " + type(wildcard.upper())
                    : wildcard.lower() != null ? "? super " + type(wildcard.lower()) : "?";
        }
        return String.valueOf(type);
    }

    private String uses(List<Value> values) {
        List<String> words = new ArrayList<>();
        values.forEach(v -> words.add(" " + use(v)));
        return String.join("", words);
    }

    private String use(Value value) {
        String literal = inlined.get(value);
        return literal != null ? literal : names.getOrDefault(value, "?" + (value.name() == null ? "" : value.name()));
    }

    private String define(Value value) {
        String name = value.name();
        String label;
        if (name == null) {
            label = "%" + ++unnamed;
        } else {
            int count = taken.merge(name, 1, Integer::sum);
            label = count == 1 && !GraphWords.isReserved(name) ? name : name + "." + count;
        }
        names.put(value, label);
        return label;
    }
}
