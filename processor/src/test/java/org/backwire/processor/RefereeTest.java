package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.Tree;
import java.io.IOException;
import java.util.List;
import org.backwire.processor.source.Assumptions.Assumption;
import org.backwire.processor.source.Assumptions.Kind;
import org.junit.jupiter.api.Test;

/** javac has the last word on what Java means. */
class RefereeTest {
    private static final String CODE = """
            import static java.lang.Math.max;

            class A {
                static final double HALF = 0.5;

                static double f(double x, int n) {
                    return max(x, n) * HALF + n / 2;
                }
            }

            class Broken {
                int n = missing;
            }
            """;

    private static List<String> judged(String code, Kind kind, Tree.Kind tree, String words, String meaning)
            throws IOException {
        Parsed parsed = new Parsed(code);
        Referee referee =
                new Referee(parsed.task.getTypes(), parsed.trees(), new Reporter(parsed.trees()), parsed.text);
        Tree expected = parsed.path(tree, words).getLeaf();
        referee.expect(List.of(
                new Assumption(expected, parsed.unit, kind, meaning),
                new Assumption(expected, parsed.unit, kind, meaning)));
        parsed.task.addTaskListener(referee);
        return parsed.analyzed();
    }

    private static String judged(Kind kind, Tree.Kind tree, String words, String meaning) throws IOException {
        List<String> said = judged(CODE.substring(0, CODE.indexOf("class Broken")), kind, tree, words, meaning);
        assertThat(said).hasSizeLessThan(2);
        return said.isEmpty() ? "" : said.get(0);
    }

    @Test
    void agreesOnWhatIsRight() throws IOException {
        assertThat(judged(Kind.TYPE, Tree.Kind.DIVIDE, "n / 2", "int")).isEmpty();
        assertThat(judged(Kind.TYPE, Tree.Kind.PLUS, "max(x, n) * HALF + n / 2", "double"))
                .isEmpty();
        assertThat(judged(Kind.METHOD, Tree.Kind.METHOD_INVOCATION, "max(x, n)", "java.lang.Math#max(double,double)"))
                .isEmpty();
        assertThat(judged(Kind.FIELD, Tree.Kind.IDENTIFIER, "HALF", "A#HALF")).isEmpty();
    }

    @Test
    void findsAnotherType() throws IOException {
        assertThat(judged(Kind.TYPE, Tree.Kind.DIVIDE, "n / 2", "double"))
                .startsWith("7:37 [Backwire/Misread] Backwire read n / 2 as double, but javac reads it as int.");
    }

    @Test
    void findsAnotherOverload() throws IOException {
        assertThat(judged(Kind.METHOD, Tree.Kind.METHOD_INVOCATION, "max(x, n)", "java.lang.Math#max(float,float)"))
                .startsWith(
                        "7:19 [Backwire/Misread] Backwire read max(x, n) as java.lang.Math#max(float,float), but javac"
                                + " reads it as java.lang.Math#max(double,double).");
    }

    @Test
    void findsAnotherField() throws IOException {
        assertThat(judged(Kind.FIELD, Tree.Kind.IDENTIFIER, "HALF", "B#HALF"))
                .startsWith("7:28 [Backwire/Misread] Backwire read HALF as B#HALF, but javac reads it as A#HALF.");
    }

    @Test
    void isSilentWhereTheCodeIsBroken() throws IOException {
        assertThat(judged(CODE, Kind.TYPE, Tree.Kind.IDENTIFIER, "missing", "int"))
                .singleElement()
                .asString()
                .contains("cannot find symbol");
    }

    @Test
    void findsMethodsOfLocalAndAnonymousClasses() {
        Marked.refuses("""
                class A {
                    interface Unary {
                        double at(double x);
                    }

                    static double use() {
                        class Local {
                            @org.backwire.Differentiable
                            static double f(double x) {
                //                        ^ LocalClassMethod
                                return x;
                            }

                            static class Inner {
                                @org.backwire.Differentiable
                                static double f(double x) {
                //                            ^ LocalClassMethod
                                    return x;
                                }
                            }
                        }
                        Unary square = new Unary() {
                            @Override
                            @org.backwire.Differentiable
                            public double at(double x) {
                //                        ^ LocalClassMethod
                                return x * x;
                            }
                        };
                        return square.at(Local.f(2)) + Local.Inner.f(3);
                    }

                    @org.backwire.Differentiable
                    static double f(double x) {
                        return x;
                    }
                }
                """);
    }
}
