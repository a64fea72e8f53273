package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberOrderTest {
    @Test
    void classesInsideAreArrangedToo() {
        String text = """
                final class FGrad {
                    static double value() {
                        return 1;
                    }

                    private static final class Empty {
                    }

                    private static final class RecursiveGo {
                        private int i;

                        private double x;

                        void forward() {
                            i = 1;
                        }

                        private record Cotangents(double dx) {
                        }
                    }

                    public record Gradient(double value) {
                    }
                }
                """;
        assertThat(MemberOrder.arranged(text, Map.of("RecursiveGo", "Kept by forward.")))
                .isEqualTo("""
                final class FGrad {

                    public record Gradient(double value) {}

                    private static final class Empty {}

                    private static final class RecursiveGo {

                        private record Cotangents(double dx) {}

                        // Kept by forward.
                        private int i;
                        private double x;

                        void forward() {
                            i = 1;
                        }
                    }

                    static double value() {
                        return 1;
                    }
                }
                """);
    }
}
