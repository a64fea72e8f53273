package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.TestKit.Subject;
import org.junit.jupiter.api.Test;

/** An array of records is data, like any other array of objects. */
class ArraysOfRecordsTest {
    /** Elements of the last parameter's array: records of two numbers. */
    private static Object points(Subject subject, double... numbers) throws ReflectiveOperationException {
        Class<?>[] types = subject.companion().method().getParameterTypes();
        Class<?> element = types[types.length - 1].getComponentType();
        Constructor<?> constructor = element.getDeclaredConstructor(double.class, double.class);
        constructor.setAccessible(true);
        Object points = Array.newInstance(element, numbers.length / 2);
        for (int i = 0; i < numbers.length; i += 2) {
            Array.set(points, i / 2, constructor.newInstance(numbers[i], numbers[i + 1]));
        }
        return points;
    }

    @Test
    void haveNoGradient() throws ReflectiveOperationException {
        Subject squares = companionOf("""
                static record Point(double t, double y) {}

                @Differentiable
                static double squares(double a, Point[] data) {
                    double s = 0;
                    for (Point p : data) {
                        double error = a * p.t() - p.y();
                        s += error * error;
                    }
                    return s;
                }""");
        Object points = points(squares, 1, 1, 2, 5);
        squares.at(3, points).hasValue(5).hasGradient(2 * 2 + 2 * 2);
        Object gradient = squares.companion().gradient(3.0, points);
        assertThat(gradient.getClass().getRecordComponents()).hasSize(2);
    }

    @Test
    void areNotChanged() throws ReflectiveOperationException {
        Subject first = companionOf("""
                static record Point(double t, double y) {}

                @Differentiable
                static double first(double a, Point[] data) {
                    data[0] = new Point(2, 3);
                    return a * data[0].t();
                }""");
        Object points = points(first, 7, 8);
        Object before = Array.get(points, 0);
        Companion.Gate gate = first.companion().gate();
        gate.forward(5.0, points);
        Array.set(points, 0, null);
        gate.backward(1.0);
        assertThat(gate.numbers()).containsExactly(2);
        Array.set(points, 0, before);
        first.at(5, points).hasValue(10).hasGradient(2);
        assertThat(Array.get(points, 0)).isSameAs(before);
    }

    @Test
    void hideWhatIsStoredInThem() {
        refuses("""
                static record Point(double t, double y) {}

                @Differentiable
                static double f(double a, double b) {
                    Point[] points = {new Point(a, 2), new Point(1, 2)};
                //                    ^ ThroughObject
                    points[1] = new Point(b, a);
                //              ^ ThroughObject
                    return points[0].t() * points[1].y();
                }""");
    }
}
