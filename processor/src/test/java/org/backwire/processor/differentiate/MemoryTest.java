package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Function function = GraphText.parse("""
            f(double[] p, double[] q, double[][] m, boolean c) {
              row = load m 0 : double[]
              either = if c { yield p } else { yield row } : double[]
              copy = cloneArray q : double[]
              rows = cloneArray m : double[][]
              other = load rows 1 : double[]
              store either 0 1.0
              x = load q 0 : double
              y = load p 0 : double
              yield x
            }""");
    private final Memory memory = Memory.of(function);

    private Value value(String name) {
        for (Value parameter : function.parameters()) {
            if (name.equals(parameter.name())) {
                return parameter;
            }
        }
        return op(name).results().get(0);
    }

    private Op op(String result) {
        return function.body().ops().stream()
                .filter(op -> op.results().stream().anyMatch(v -> result.equals(v.name())))
                .findFirst()
                .orElseThrow();
    }

    private boolean mayBeOne(String a, String b) {
        return memory.classOf(value(a)) == memory.classOf(value(b));
    }

    @Test
    void bothSidesOfABranchMayBeItsResult() {
        assertThat(mayBeOne("either", "p")).isTrue();
        assertThat(mayBeOne("either", "row")).isTrue();
    }

    @Test
    void parametersAndCopiesAreApart() {
        assertThat(mayBeOne("p", "q")).isFalse();
        assertThat(mayBeOne("copy", "q")).isFalse();
    }

    @Test
    void aCopyOfAMatrixSharesItsRows() {
        assertThat(mayBeOne("rows", "m")).isFalse();
        assertThat(mayBeOne("other", "row")).isTrue();
    }

    @Test
    void whatAnAliasWritesIsWritten() {
        assertThat(memory.isWritten(value("p"))).isTrue();
        assertThat(memory.isWritten(value("other"))).isTrue();
        assertThat(memory.isWritten(value("q"))).isFalse();
        assertThat(memory.isWritten(value("m"))).isFalse();
    }
}
