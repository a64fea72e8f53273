package org.backwire.processor.simplify;

import static org.backwire.processor.simplify.Graph.graph;

import org.junit.jupiter.api.Test;

class SignsTest {
    @Test
    void aNegativeThatIsUsedOnceGoesToWhereItIsAdded() {
        graph("""
                f(double d, double x, double q, double u) {
                  n = neg d : double
                  p = mul x n : double
                  s = sub p q : double
                  t = add u s : double
                  yield t
                }
                """).after(Signs::run).after(DeadCode::run).reads("""
                f(double d, double x, double q, double u) {
                  p = mul x d : double
                  s = add p q : double
                  t = sub u s : double
                  yield t
                }
                """).computesTheSame();
    }

    @Test
    void aNegativeThatIsUsedTwiceStays() {
        graph("""
                f(double d, double x, double u) {
                  n = neg d : double
                  p = mul x n : double
                  t = add u p : double
                  v = mul n t : double
                  yield v
                }
                """).after(Signs::run).stays();
    }

    @Test
    void whatTheUserWroteStays() {
        graph("""
                f(double d, double x, double u) {
                  n = neg d : double from "-d"
                  p = mul x n : double
                  t = add u p : double
                  yield t
                }
                """).after(Signs::run).stays();
    }

    @Test
    void nothingIsMovedIntoALoop() {
        graph("""
                f(double d, double x, int n) {
                  m = neg d : double
                  p = mul x m : double
                  s, k = loop (double s = 0.0, int k = 0) while { c = less k n : boolean yield c } do {
                    s.2 = add s p : double
                    k.2 = add k 1 : int
                    yield s.2 k.2
                  }
                  yield s
                }
                """).after(Signs::run).stays();
    }
}
