package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Interpreter;
import org.backwire.processor.graph.Value;

/** Runs what was read of a method, and the method itself, at the same places. */
final class SameAsJava {
    private static final int RUNS = 60;

    /** What the methods may use. */
    private static final String MEMBERS = """
                static final int N = 5;
                private static final double L2 = Math.log(2) * N;
                static final Integer BOX = 7;
                enum E {
                    P, Q
                }
                record P(double x, double y) {
                    P {
                        if (x > 100) throw new IllegalArgumentException("big");
                        y = y * 2;
                    }
                    P(double z) {
                        this(z, 1);
                    }
                    static P of(double a) {
                        return new P(a, a);
                    }
                    double dot(P o) {
                        return x * o.x + this.y * o.y();
                    }
                    P plus(P o) {
                        return new P(x + o.x, y() + o.y);
                    }
                    double norm() {
                        return Math.sqrt(dot(this));
                    }
                }
                record Q(P p, int n, double[] w) {
                    Q(P p, int n, double[] w) {
                        this.p = p;
                        if (n > 2) {
                            this.n = 2;
                        } else {
                            this.n = n;
                        }
                        this.w = w;
                    }
                }
                record Acc(double v) {
                    public double v() {
                        return v * 3;
                    }
                }
                record Vs(double... w) {
                }
                """;

    private static final double[] PLACES = {
        0, -0.0, 1, 1.5, -2, 3, 0.25, 1e10, Double.NaN, Double.POSITIVE_INFINITY, 2, 2.5, 10
    };

    private SameAsJava() {}

    /** Requires the same result, the same exception, and the same contents of arrays; and that javac agrees with the reading. */
    static void sameAsJava(String method, String members) {
        Readings readings = Readings.ofMembers(MEMBERS + members);
        assertThat(readings.errors()).isEmpty();
        assertThat(readings.misreadings()).isEmpty();
        Function function = readings.function(method);
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < RUNS; run++) {
            Object[] arguments = function.parameters().stream()
                    .map(parameter -> argument(parameter, random))
                    .toArray();
            Object[] copies = Arrays.stream(arguments).map(SameAsJava::copy).toArray();
            String expected = java(readings, method, arguments);
            String actual = graph(function, copies);
            assertThat(actual + show(copies)).as(show(arguments)).isEqualTo(expected + show(arguments));
        }
    }

    private static String java(Readings readings, String method, Object[] arguments) {
        try {
            return show(readings.call(method, arguments));
        } catch (InvocationTargetException thrown) {
            return thrown.getCause().getClass().getName();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String graph(Function function, Object[] arguments) {
        try {
            return show(Interpreter.run(function, arguments).get(0));
        } catch (RuntimeException | AssertionError thrown) {
            return thrown.getClass().getName();
        }
    }

    private static Object argument(Value parameter, SplittableRandom random) {
        double place = random.nextInt(4) == 0 ? random.nextDouble(-4, 4) : PLACES[random.nextInt(PLACES.length)];
        int number = random.nextInt(12) - 3;
        return switch (parameter.type().toString()) {
            case "double" -> place;
            case "float" -> (float) place;
            case "int" -> number;
            case "long" -> (long) number;
            case "short" -> (short) number;
            case "byte" -> (byte) number;
            case "char" -> (char) ('a' + number);
            case "boolean" -> random.nextBoolean();
            case "double[]" -> random.doubles(random.nextInt(5)).toArray();
            case "int[]" -> random.ints(3, 0, 3).toArray();
            case "double[][]" -> matrix(random);
            default -> List.of("a", "b", "c", "zz").get(random.nextInt(4));
        };
    }

    private static double[][] matrix(SplittableRandom random) {
        List<double[]> rows = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rows.add(random.doubles(random.nextInt(4)).toArray());
        }
        return rows.toArray(double[][]::new);
    }

    private static Object copy(Object argument) {
        if (argument instanceof double[] array) {
            return array.clone();
        }
        if (argument instanceof int[] array) {
            return array.clone();
        }
        return argument instanceof double[][] matrix
                ? Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new)
                : argument;
    }

    private static String show(Object value) {
        return value instanceof Double number ? Double.toHexString(number) : Arrays.deepToString(new Object[] {value});
    }

    private static String show(Object[] arguments) {
        return Arrays.deepToString(arguments);
    }
}
