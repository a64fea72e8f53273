package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** Arrays that a caller passes beside the arguments: they have the right shape and a purpose each, and stay the caller's. */
class CallersArraysTest {
    private static final Subject DOT = companionOf("""
            @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
            static double dot(double[] x, double[] y) {
                double s = 0;
                for (int i = 0; i < x.length; i++) {
                    s += x[i] * y[i] * y[i];
                }
                return s;
            }""");

    private static final Subject MIXED = companionOf("""
            static double mixed(double[][] m, double a, double[] x) {
                double s = 0;
                for (int i = 0; i < x.length; i++) {
                    s += m[i][i] * a * x[i];
                }
                return s;
            }""");

    private static Object call(Subject subject, String member, Object... arguments) {
        Class<?> companion = companionClass(subject);
        Method method = Arrays.stream(companion.getDeclaredMethods())
                .filter(m -> m.getName().equals(member) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> companionClass(Subject subject) {
        Method method = subject.companion().method();
        String name = method.getName();
        String companion = "Sample" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Grad";
        try {
            return method.getDeclaringClass().getClassLoader().loadClass(companion);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Object component(Object result, String name) {
        try {
            Method accessor = result.getClass().getDeclaredMethod(name);
            accessor.setAccessible(true);
            return accessor.invoke(result);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(String message, Subject subject, String member, Object... arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(subject, member, arguments))
                .withMessage(message);
    }

    @Test
    void tangentsHaveTheShapeOfTheirParameters() {
        double[] x = {1, 2};
        double[] y = {3, 4};
        for (String member : new String[] {"jvp", "hvp"}) {
            refused("xTangent must have the shape [2], not [3]", DOT, member, x, y, new double[3], new double[2]);
            refused("yTangent must have the shape [2], not [1]", DOT, member, x, y, new double[2], new double[1]);
            assertThat(component(call(DOT, member, x, y, x, x), "value")).isEqualTo(41.0);
        }
    }

    /** Not by those of variables in the companion. */
    @Test
    void whatComesBackIsCalledByItsAccessors() {
        String text = generatedFrom("""
                static record Rows(double[][] m, double k) {}
                static record Both(Rows rows, double[] v) {}
                @Differentiable static Both f(double[][] q, double s) {
                    double[] v = q[0].clone();
                    return new Both(new Rows(q.clone(), s), v);
                }
                """).text();
        assertThat(text)
                .containsPattern(
                        "(?s)vjp\\(.*Shapes.require\\(\"dvalue.rows\\(\\).m\\(\\)\", dvalueRowsM.* backward\\(")
                .containsPattern("(?s) backward\\(.*Shapes.require\\(\"dvalue.rows\\(\\).m\\(\\)\", dvalueRowsM")
                .contains("require(\"dvalue.v()\", dvalueV")
                .doesNotContain("\"dv\"", "null\"");
    }

    @Test
    void whatIsWrongWithNullTheMethodSays() {
        double[] x = {1, 2};
        for (Object[] arguments : new Object[][] {
            {"gradient", null, x},
            {"vjp", x, null, 1.0},
            {"valueAndGradient", null, x, x.clone(), x.clone()},
            {"jvp", x, null, x, x},
            {"hvp", null, x, x, x}
        }) {
            assertThatNullPointerException()
                    .isThrownBy(
                            () -> call(DOT, (String) arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
    }

    @Test
    void aDestinationIsNoArgument() {
        double[] x = {1, 2};
        double[] y = {3, 4};
        refused("dy must be an array of its own", DOT, "valueAndGradient", x, y, new double[2], y);
        refused("dy must be an array of its own", DOT, "valueAndGradient", x, y, new double[2], x);
        refused("dx must be an array of its own", DOT, "valueAndGradient", x, y, y, new double[2]);
        assertThat(x).containsExactly(1, 2);
        assertThat(y).containsExactly(3, 4);
        assertThat(call(DOT, "valueAndGradient", x, x, new double[2], new double[2]))
                .isEqualTo(9.0);
    }

    @Test
    void twoDestinationsAreTwoArrays() {
        double[] both = {5, 6};
        refused("dx must be an array of its own", DOT, "valueAndGradient", new double[2], new double[2], both, both);
        assertThat(both).containsExactly(5, 6);
        double[] one = {1};
        double[][] m = {{2}};
        refused("dx must be an array of its own", MIXED, "valueAndGradient", m, 3.0, one.clone(), m(0), one, one);
        refused(
                "partials must be an array of its own",
                MIXED,
                "valueAndGradient",
                m,
                3.0,
                one,
                m(0),
                new double[1],
                one);
        double[] none = {};
        assertThat(call(DOT, "valueAndGradient", none, none, none, none)).isEqualTo(0.0);
    }

    private static double[][] m(double... row) {
        return new double[][] {row};
    }

    @Test
    void theSameHoldsForRows() {
        double[] row = {1, 2};
        double[][] m = {{1, 2}, {3, 4}};
        String message = "dm must be an array of its own";
        double[] x = {1, 2};
        refused(message, MIXED, "valueAndGradient", m, 3.0, x, m.clone(), new double[2], new double[1]);
        refused(message, MIXED, "valueAndGradient", m, 3.0, x, new double[][] {row, row}, x.clone(), new double[1]);
        assertThat(m).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }

    @Test
    void theSameHoldsForRowsInAnyPlace() {
        double[][] m = {{1, 2}, {3, 4}};
        double[] x = {1, 2};
        String message = "dm must be an array of its own";
        double[][] crossed = {m[1], new double[2]};
        refused(message, MIXED, "valueAndGradient", m, 3.0, x, crossed, new double[2], new double[1]);
        double[] row = {1, 2};
        double[][] three = {{1, 2}, {3, 4}, {5, 6}};
        double[][] outer = {row, {1, 2}, row};
        refused(message, MIXED, "valueAndGradient", three, 3.0, x, outer, new double[2], new double[1]);
        assertThat(m).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }

    @Test
    void theSameHoldsForARowAndAnArray() {
        double[][] m = {{1, 2}, {3, 4}};
        double[] x = {1, 2};
        double[] dx = new double[2];
        double[][] isX = {new double[2], x};
        refused("dm must be an array of its own", MIXED, "valueAndGradient", m, 3.0, x, isX, dx, new double[1]);
        double[][] isDx = {new double[2], dx};
        refused("dm must be an array of its own", MIXED, "valueAndGradient", m, 3.0, x, isDx, dx, new double[1]);
        double[][] dm = new double[2][2];
        refused("dx must be an array of its own", MIXED, "valueAndGradient", m, 3.0, x, dm, m[1], new double[1]);
        double[][] one = {{2}};
        refused("partials must be an array of its own", MIXED, "valueAndGradient", one, 3.0, x, m(0), dx, one[0]);
        Subject scaled = companionOf("""
                @Differentiable(wrt = "a")
                static double scaled(double a, double[][] m) {
                    return a * a * m[0][0];
                }""");
        refused("partials must be an array of its own", scaled, "valueAndGradient", 2.0, one, one[0]);
        assertThat(call(MIXED, "valueAndGradient", m, 3.0, x, dm, dx, new double[1]))
                .isEqualTo(27.0);
    }

    @Test
    void partialsAreNoDataEither() {
        Subject scaled = companionOf("""
                @Differentiable(wrt = "a")
                static double scaled(double a, double[] x) {
                    return a * a * x[0];
                }""");
        double[] x = {7};
        refused("partials must be an array of its own", scaled, "valueAndGradient", 2.0, x, x);
    }

    @Test
    void aTangentIsNeverHandedOut() {
        Subject rows = companionOf("""
                @Differentiable(Derivative.JVP)
                static double[][] rows(double[] x, double[][] m) {
                    return new double[][] {x, m[0]};
                }""");
        double[] x = {1};
        double[][] m = {{2}};
        double[] tangent = {3};
        double[][] tangents = {{4}};
        double[][] moved = (double[][]) component(call(rows, "jvp", x, m, tangent, tangents), "dvalue");
        assertThat(moved).isDeepEqualTo(new double[][] {{3}, {4}});
        moved[0][0] = 99;
        moved[1][0] = 99;
        assertThat(tangent).containsExactly(3);
        assertThat(tangents[0]).containsExactly(4);
    }

    @Test
    void anArgumentMayBeCheckedForNull() {
        Subject checked = companionOf("""
                static double f(double[] a, double[][] m) {
                    java.util.Objects.requireNonNull(a);
                    double[] row = java.util.Objects.requireNonNull(m[0], "row");
                    return a[0] * a[0] * row[0];
                }""");
        checked.at(new double[] {2}, m(3)).hasValue(12).hasGradient(12, 4);
        checked.at(new double[] {2}, new double[1][]);
    }

    @Test
    void jacobianChangesNothing() {
        Subject last = companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN})
                static double[] last(double[] x) {
                    double[] y = {x[1] * x[0]};
                    x[0] = 99;
                    return y;
                }""");
        double[] x = {2, 3};
        Object jacobian = call(last, "jacobian", (Object) x);
        assertThat((double[][]) component(jacobian, "dx")).isDeepEqualTo(new double[][] {{3, 2}});
        assertThat(x).containsExactly(2, 3);
    }
}
