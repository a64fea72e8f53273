package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

/** What is counted up in a box is narrowed before it is boxed again (JLS 15.14.2, 15.15.1). */
class BoxStepsTest {
    @Test
    void ofEachType() {
        companionOf("""
                static double f(double x) {
                    Short s = 1;
                    s++;
                    Byte b = 3;
                    --b;
                    Character c = 'a';
                    c++;
                    Character[] letters = {'a'};
                    letters[0]++;
                    Integer i = 3;
                    i += i++;
                    Long l = 4L;
                    l--;
                    Double d = 2.0;
                    d++;
                    d *= 3;
                    return x * s * b * (c - 'a') * (letters[0] - 'a') * i * l * d;
                }""").at(1.0).hasValue(2 * 2 * 6 * 3 * 9).hasGradient(2 * 2 * 6 * 3 * 9);
    }
}
