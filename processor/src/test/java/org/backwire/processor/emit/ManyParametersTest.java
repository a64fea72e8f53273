package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backwire.processor.testing.Companion;
import org.junit.jupiter.api.Test;

/** Methods with as many parameters as the JVM passes. */
class ManyParametersTest {
    private static String list(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
    }

    @Test
    void whatIsPassedToEverythingAtOnceIsCountedToo() {
        refuses("""
                static double f(double y, double[] z, %s) {
                //            ^ TooManyParameters
                    return y * z[0] * z[0] * x124;
                }""".formatted(list("long x", 125)));
    }

    @Test
    void manyArraysTakeLittleCode() {
        int count = 120;
        Companion companion =
                companionOf("""
                static double f(%s) {
                    return x0[0] * x1[0];
                }""".formatted(list("double[] x", count))).companion();
        Object[] arguments =
                IntStream.range(0, count).mapToObj(i -> new double[] {i + 2}).toArray();
        Object[] result = companion.valueAndGradient(arguments);
        assertThat(result[0]).isEqualTo(6.0);
        assertThat(((double[]) result[1])[1]).isEqualTo(2);
        assertThatThrownBy(() -> companion.call("valueAndGradient", twice(arguments)))
                .hasStackTraceContaining("dx119 must be an array of its own");
    }

    /** With the last destination the same as one of the arguments. */
    private static Object[] twice(Object[] arguments) {
        int count = arguments.length;
        Object[] all = Arrays.copyOf(arguments, 2 * count);
        Arrays.setAll(all, i -> i < count ? all[i] : i == 2 * count - 1 ? all[7] : new double[1]);
        return all;
    }
}
