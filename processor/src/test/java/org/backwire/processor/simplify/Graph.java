package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Interpreter;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** What a pass makes of a function: {@code graph("…").after(Folding::run).reads("…").computesTheSame()}. */
final class Graph {
    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        3,
        -2.5,
        1e-9,
        40,
        -40,
        800,
        -800,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Function before;
    private final Function after;

    Graph(Function before, Function after) {
        this.before = before;
        this.after = after;
    }

    static Graph graph(String text) {
        Function function = GraphText.parse(text);
        return new Graph(function, function);
    }

    Graph after(UnaryOperator<Function> pass) {
        return new Graph(before, pass.apply(after));
    }

    Function function() {
        return after;
    }

    Graph reads(String text) {
        assertThat(GraphText.of(after)).isEqualTo(GraphText.of(GraphText.parse(text)));
        return this;
    }

    Graph stays() {
        assertThat(GraphText.of(after)).isEqualTo(GraphText.of(before));
        return this;
    }

    /** Bit for bit, or by the same exception, at a couple of hundred points. */
    Graph computesTheSame() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            computesTheSame(random.nextLong());
        }
        return this;
    }

    void computesTheSame(long seed) {
        assertThat(outcome(after, seed)).as(GraphText.of(before)).isEqualTo(outcome(before, seed));
    }

    private static String outcome(Function function, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Object> arguments = new ArrayList<>();
        for (Value parameter : function.parameters()) {
            arguments.add(argument(parameter.type(), random));
        }
        List<Object> observed = new ArrayList<>();
        try {
            observed.addAll(Interpreter.run(function, arguments.toArray()));
        } catch (RuntimeException e) {
            observed.add(e.getClass());
        }
        observed.addAll(arguments); // arrays may have been written
        StringBuilder text = new StringBuilder();
        observed.forEach(v -> text.append(shown(v)).append(' '));
        boolean isStrong = GraphText.of(function).contains("strong");
        return isStrong ? text.toString().replace("-0.0 ", "0.0 ") : text.toString();
    }

    /** Distinguishes what bits distinguish, other than kinds of NaN. */
    private static String shown(Object value) {
        return value instanceof double[] array ? Arrays.toString(array) : String.valueOf(value);
    }

    private static Object argument(Type type, SplittableRandom random) {
        double number = random.nextBoolean() ? random.nextDouble(-3, 3) : NUMBERS[random.nextInt(NUMBERS.length)];
        if (type instanceof Type.Array) {
            return random.doubles(3, -2, 2).toArray();
        }
        if (type instanceof Type.Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN, BIT -> random.nextBoolean();
                case BYTE -> (byte) random.nextInt();
                case SHORT -> (short) random.nextInt();
                case CHAR -> (char) random.nextInt();
                case INT -> random.nextBoolean() ? random.nextInt(-3, 4) : random.nextInt();
                case LONG -> random.nextBoolean() ? random.nextLong(-3, 4) : random.nextLong();
                case FLOAT -> (float) number;
                case DOUBLE -> number;
            };
        }
        return "text";
    }
}
