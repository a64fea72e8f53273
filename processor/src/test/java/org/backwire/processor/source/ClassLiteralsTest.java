package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Classes as data. */
class ClassLiteralsTest {
    @Test
    void areData() {
        companionOf("""
                 enum Side { BUY, SELL }
                @Differentiable({Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN})
                static double cost(double x, Object o) {
                    java.util.Map<Side, Integer> counts = new java.util.EnumMap<>(Side.class);
                    counts.put(Side.BUY, 2);
                    Class<?> list = java.util.ArrayList.class;
                    double y = String.class.isInstance(o) ? x : x * x;
                    return y * x * counts.get(Side.BUY)
                            + (o.getClass() == list ? x : 0)
                            + java.util.EnumSet.allOf(Side.class).size() * x * x * x;
                }""").at(0.3, new ArrayList<String>()).agreesWithDifferences();
    }

    @Test
    void haveToBeSeen() {
        refuses("""
                private enum Side { BUY, SELL }
                @Differentiable
                static double cost(double x, Object o) {
                    return Side.class.isInstance(o) ? x
                    //         ^ PrivateMember
                            : o == double[].class ? x * x : 0;
                            //             ^ UnsupportedExpression
                }""");
    }

    /** Abstract in a class, which is no {@code List} itself, and in an interface of the class below. */
    @Test
    void abstractMethodsOfClassesAndInterfaces() {
        companionOf("""
                static double sizes(double x, java.util.AbstractList<String> a, java.util.AbstractMap<String, String> b, java.util.AbstractSet<String> c) {
                    return x * x * a.size() + b.size() + c.size() * x + (a.contains("a") || c.isEmpty() ? x : 1);
                }""")
                .at(0.3, new ArrayList<String>(), new HashMap<String, String>(), new HashSet<String>())
                .agreesWithDifferences();
    }
}
