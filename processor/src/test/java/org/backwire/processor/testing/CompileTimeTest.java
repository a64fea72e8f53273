package org.backwire.processor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backwire.processor.DifferentiableProcessor;
import org.junit.jupiter.api.Test;

/** How long a class with a hundred methods of twenty lines takes, printed; machines differ, so nothing is required of it. */
class CompileTimeTest {
    private static final int ROUNDS = 3;

    @Test
    void aHundredMethods() {
        String text = IntStream.range(0, 100)
                .mapToObj(CompileTimeTest::method)
                .collect(Collectors.joining("\n", "class Many {\n", "}\n"));
        double without = Double.POSITIVE_INFINITY;
        double with = Double.POSITIVE_INFINITY;
        double first = 0;
        for (int round = 0; round < ROUNDS; round++) {
            without = Math.min(without, seconds(text, false));
            double taken = seconds(text, true);
            first = round == 0 ? taken : first;
            with = Math.min(with, taken);
        }
        System.out.printf(
                "100 methods of 20 lines: javac %.2f s, with Backwire %.2f s (the first time %.2f s), difference %.2f s%n",
                without, with, first, with - without);
    }

    private static double seconds(String text, boolean withBackwire) {
        long start = System.nanoTime();
        Compiled compiled = Compiled.of(
                withBackwire ? List.of(new DifferentiableProcessor()) : List.of(),
                List.of("--release", "17"),
                Map.of("Many", text));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(compiled.succeeded()).as(compiled.printed()).isTrue();
        return seconds;
    }

    private static String method(int i) {
        return """
                @org.backwire.Differentiable
                static double f%1$d(double x, double y, double z, int n) {
                    double a = x * y + %1$d;
                    double b = Math.sin(a) - z;
                    double c = a / (1.5 + b * b);
                    if (c > x) {
                        c -= b * 0.5;
                        a = c * y;
                    } else {
                        a += Math.exp(-b * b);
                    }
                    double d = 1 / (1 + Math.exp(-c));
                    switch (n) {
                        case 1 -> d += a;
                        case 2 -> d *= a + x;
                        default -> d -= Math.tanh(z);
                    }
                    boolean large = d > 1;
                    double e = large ? Math.log(d) : d * x;
                    double f = Math.max(e, c) * Math.hypot(a, 1.0);
                    return f + e * Math.pow(d, 2) - z / 3;
                }
                """.formatted(i);
    }
}
