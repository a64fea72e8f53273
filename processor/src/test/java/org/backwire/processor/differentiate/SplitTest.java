package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static Split split(String text) {
        return Split.of(Derived.derived(text).function());
    }

    private static void reads(Function function, String text) {
        assertThat(GraphText.of(function)).isEqualTo(GraphText.of(GraphText.parse(text)));
    }

    @Test
    void onlyWhatARuleNeedsIsRemembered() {
        Split split = split("f(double x, double z) { e = exp x : double y = add e z : double yield y }");
        reads(split.forward(), "f(double x, double z) { e = exp x : double y = add e z : double yield y e }");
        reads(split.backward(), "f(double e, double dvalue) { dx = strongMul dvalue e : double yield dx dvalue }");
    }

    @Test
    void whatIsCheapIsComputedAgainFromWhatIsRememberedAnyway() {
        Split split = split(
                "f(double x, double z) { s = add x z : double p = mul s x : double y = mul p z : double yield y }");
        reads(
                split.forward(),
                "f(double x, double z) { s = add x z : double p = mul s x : double y = mul p z : double yield y x z }");
        assertThat(GraphText.of(split.backward())).contains("s = add x z", "p = mul s x");
    }

    @Test
    void loopsAndArraysAreNotCut() {
        assertThat(Split.isPossible(GraphText.parse("f(double[] a) { y = load a 0 : double yield y }")))
                .isFalse();
        assertThat(Split.isPossible(Derived.derived("""
                        f(double x, int n) {
                          s, i = loop (double s = x, int i = 0) while { c = less i n : boolean yield c } do {
                            t = sin s : double
                            j = add i 1 : int
                            yield t j
                          }
                          yield s
                        }""").function())).isFalse();
        assertThat(Split.isPossible(Derived.derived("f(double x) { y = sin x : double yield y }")
                        .function()))
                .isTrue();
    }

    @Test
    void whatHotSpotInlinesIsShort() {
        assertThat(Split.isShort(Derived.derived("f(double x) { y = sin x : double yield y }")
                        .function()))
                .isTrue();
        StringBuilder text = new StringBuilder("f(double x) { y0 = sin x : double ");
        for (int i = 1; i < 30; i++) {
            text.append("y%d = sin y%d : double ".formatted(i, i - 1));
        }
        assertThat(Split.isShort(Derived.derived(text + "yield y29 }").function()))
                .isFalse();
    }
}
