package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.junit.jupiter.api.Test;

/** Where functions are cut, and what is handed on. */
class CutterTest {
    private static final Function CHAIN = GraphText.parse("""
            f(double x, double y) {
              a = sin x : double
              b = mul a y : double
              c = add b a : double
              d = cos c : double
              e = mul d c : double
              g = add e d : double
              yield g
            }
            """);

    @Test
    void whereOneValueIsAlive() {
        List<Op> ops = CHAIN.body().ops();
        assertThat(Cuts.of(ops, CHAIN.results(), op -> 10, 40, 0)).containsExactly(3);
        assertThat(Cuts.of(ops, CHAIN.results(), op -> 10, 100, 0)).isEmpty();
        assertThat(Cuts.of(ops, CHAIN.results(), op -> 10, 100, 2)).containsExactly(2);
        assertThat(Cuts.of(ops, CHAIN.results(), op -> 50, 40, 0)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void oneValueIsReturned() {
        Cutter.Result cut = Cutter.cut(CHAIN, 45);
        assertThat(GraphText.of(cut.main())).isEqualTo("""
                f(double x, double y) {
                  c = part 2 x y : double
                  g = part 1 c : double
                  yield g
                }
                """);
    }

    @Test
    void aBodyOfALoopIsCutWhereItStands() {
        Cutter.Result cut = Cutter.cut(GraphText.parse("""
                f(double x, int n) {
                  s.2, i.2 = loop (double s = 0.0, int i = 0) while {
                    %1 = less i n : boolean
                    yield %1
                  } do {
                    a = sin s : double
                    b = mul a x : double
                    c = cos b : double
                    d = mul c b : double
                    e = add d a : double
                    f = mul e a : double
                    g = cos f : double
                    h = mul g x : double
                    j = add i 1 : int
                    yield h j
                  }
                  yield s.2
                }
                """), 100);
        assertThat(cut.parts()).isNotEmpty();
        assertThat(GraphText.of(cut.main())).contains("loop (double s", "= part");
    }

    @Test
    void constantsAreNotHandedOn() {
        Cutter.Result cut = Cutter.cut(GraphText.parse("""
                f(double x) {
                  k = 2.5 @Neuron.RATE : double
                  a = mul x k : double
                  b = sin a : double
                  c = mul b k : double
                  d = sin c : double
                  yield d
                }
                """), 25);
        assertThat(GraphText.of(cut.main()))
                .doesNotContain(" k :", "part 1 k", "part 2 k")
                .contains("part");
        cut.parts().values().forEach(part -> assertThat(part.reads()).noneMatch(v -> "k".equals(v.name())));
    }

    @Test
    void whatThrowsStaysOutside() {
        Cutter.Result cut = Cutter.cut(GraphText.parse("""
                f(double x, double y) {
                  a = sin x : double
                  b = mul a y : double
                  c = add b a : double
                  d = less c x : boolean
                  e = new IllegalStateException() : IllegalStateException
                  throw e
                }
                """), 20);
        assertThat(GraphText.of(cut.main())).contains("throw e");
    }
}
