package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Value;
import org.junit.jupiter.api.Test;

/** What a helper that calls itself does to arrays becomes part of what it returns. */
class ReturnedWritesTest {
    private static final Function MAIN = GraphText.parse("""
            main(double[] x) {
              r = call Sample.f(x, 2) by SampleGrad.RecursiveF(a*, i) : double
              yield r
            }""");

    private static Callee callee() {
        return call(MAIN).callee();
    }

    private static Op.CallDifferentiable call(Function function) {
        return (Op.CallDifferentiable) function.body().ops().stream()
                .filter(Op.CallDifferentiable.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static ReturnedWrites.Pure pure(String helper) {
        Function function = GraphText.parse(helper);
        return ReturnedWrites.run(MAIN, List.of(new ReturnedWrites.Helper(callee(), function)));
    }

    @Test
    void anArrayThatIsOnlyReadIsNotReturned() {
        ReturnedWrites.Pure pure = pure("""
                f(double[] a, int i) {
                  r = call Sample.f(a, i) by SampleGrad.RecursiveF(a*, i) : double
                  yield r
                }""");
        assertThat(pure.helpers().get(0).callee().result()).isInstanceOf(Shape.Single.class);
        assertThat(pure.function().body().ops()).noneMatch(Op.CopyRange.class::isInstance);
    }

    @Test
    void anArrayThatIsWrittenIsReturnedAndCopiedBack() {
        ReturnedWrites.Pure pure = pure("""
                f(double[] a, int i) {
                  store a i 1.0
                  r = call Sample.f(a, i) by SampleGrad.RecursiveF(a*, i) : double
                  yield r
                }""");
        ReturnedWrites.Helper helper = pure.helpers().get(0);
        assertThat(((Shape.Compound) helper.callee().result()).names()).containsExactly("value", "a");
        assertThat(helper.function().results())
                .last()
                .isSameAs(helper.function().parameters().get(0));
        Value returned = call(pure.function()).results().get(1);
        assertThat(pure.function().body().ops())
                .anyMatch(op -> op instanceof Op.CopyRange copy
                        && copy.source() == returned
                        && copy.target() == pure.function().parameters().get(0));
    }

    @Test
    void anArrayThatIsWrittenByAnotherCallIsReturnedAsWell() {
        Function outer = GraphText.parse("""
                main(double[] x) {
                  r = call Sample.g(x, 2) by SampleGrad.RecursiveG(b*, i) : double
                  yield r
                }""");
        Function f = GraphText.parse("""
                f(double[] a, int i) {
                  store a i 1.0
                  r = call Sample.g(a, i) by SampleGrad.RecursiveG(b*, i) : double
                  yield r
                }""");
        Function g = GraphText.parse("""
                g(double[] b, int i) {
                  r = call Sample.f(b, i) by SampleGrad.RecursiveF(a*, i) : double
                  yield r
                }""");
        ReturnedWrites.Pure pure = ReturnedWrites.run(
                outer,
                List.of(new ReturnedWrites.Helper(call(outer).callee(), g), new ReturnedWrites.Helper(callee(), f)));
        assertThat(((Shape.Compound) pure.helpers().get(0).callee().result()).names())
                .containsExactly("value", "b");
    }
}
