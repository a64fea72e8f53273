package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A workspace hands out the same arrays again, and no array twice at a time. */
class WorkspaceTest {
    private final Workspace workspace = new Workspace();

    /** What is handed out in a call, in order; none is the same as another one that is still out. */
    private List<Object> handedOut(Consumer<List<Object>> call) {
        List<Object> out = new ArrayList<>();
        workspace.rewind();
        call.accept(out);
        return out;
    }

    private void growing(List<Object> out) {
        for (int length = 0; length < 50; length++) {
            int mark = workspace.mark();
            out.add(workspace.doubles(length));
            out.add(workspace.doubleTape(100 - length));
            out.add(length % 2 == 0 ? workspace.ints(7) : workspace.longs(length, 2));
            workspace.release(mark);
        }
    }

    @Test
    void arraysOfManyLengthsInOnePlaceAreAllThereAgain() {
        Set<Object> first = Collections.newSetFromMap(new IdentityHashMap<>());
        handedOut(this::growing);
        first.addAll(handedOut(this::growing));
        for (int call = 0; call < 3; call++) {
            assertThat(first).containsAll(handedOut(this::growing));
        }
    }

    @Test
    void whatNobodyAsksForAnyMoreIsLetGo() {
        for (int n = 1; n < 1000; n++) {
            int length = n;
            handedOut(out -> {
                int mark = workspace.mark();
                workspace.doubles(length);
                workspace.release(mark);
                workspace.doubles(length + 1);
            });
        }
        assertThat(workspace.spares()).isLessThan(10);
    }

    @Test
    void arraysAreCleanAndApart() {
        Random random = new Random(1);
        for (int call = 0; call < 200; call++) {
            handedOut(out -> {
                Set<Object> here = Collections.newSetFromMap(new IdentityHashMap<>());
                int mark = workspace.mark();
                for (int i = 0; i < 30; i++) {
                    int length = random.nextInt(6);
                    double[] array = workspace.doubles(length);
                    assertThat(array).hasSize(length).isEqualTo(new double[length]);
                    Arrays.fill(array, 7);
                    double[] tape = workspace.doubleTape(length);
                    assertThat(tape).hasSizeGreaterThanOrEqualTo(length);
                    tape = workspace.room(tape, length + random.nextInt(3));
                    Arrays.fill(tape, 8);
                    double[][] matrix = workspace.doubles(length, 2);
                    assertThat(matrix).isEqualTo(new double[length][2]);
                    assertThat(here.add(array) && here.add(tape) && here.add(matrix))
                            .isTrue();
                    for (double[] row : matrix) {
                        assertThat(here.add(row)).isTrue();
                        row[0] = 9;
                    }
                    assertThat(workspace.copyOf(matrix)).isEqualTo(matrix);
                    if (random.nextInt(8) == 0) {
                        workspace.release(mark);
                        here.clear();
                    }
                }
            });
        }
    }

    @Test
    void arraysOfAnyRankAreCopiedDownToTheirLastRow() {
        double[][][][] rows = {{{{1, 2}, null}, {}}, null, {{{3}}}};
        Object[] copies = {
            rows,
            new float[][][][] {{{{1, 2}}, {{}}}},
            new int[][] {{1, 2}, {3}},
            new long[][] {{1}},
            new boolean[][][] {{{true}}},
            new byte[][] {{1}},
            new short[][] {{1}},
            new char[][] {{'a'}},
            new String[][] {{"a"}, null}
        };
        for (int call = 0; call < 2; call++) {
            workspace.rewind();
            assertThat(workspace.zerosLike(rows)).isEqualTo(new double[][][][] {{{{0, 0}, null}, {}}, null, {{{0}}}});
            assertThat(workspace.zerosLike(new float[][][][] {{{{1, 2}}, {{}}}}))
                    .isEqualTo(new float[][][][] {{{{0, 0}}, {{}}}});
            for (Object array : copies) {
                Object[] copy = workspace.copyOf((Object[]) array);
                assertThat(copy).isNotSameAs(array).isEqualTo((Object[]) array);
                assertThat(copy.getClass()).isEqualTo(array.getClass());
                assertThat(copy[0]).isNotSameAs(((Object[]) array)[0]);
                Object[] clone = workspace.cloneOf((Object[]) array);
                assertThat(clone).isNotSameAs(array).isNotSameAs(copy);
                assertThat(clone[0]).isSameAs(((Object[]) array)[0]);
            }
        }
    }

    @Test
    void aRowThatFollowsItselfIsCopiedOnce() {
        double[] row = {1, 2};
        double[] other = {3, 4};
        double[][] rows = {row, row, null, null, other, row};
        for (int call = 0; call < 2; call++) {
            workspace.rewind();
            double[][] copy = workspace.copyOf(rows);
            assertThat(copy).isEqualTo(rows);
            assertThat(copy[0]).isNotSameAs(row).isSameAs(copy[1]).isNotSameAs(copy[5]);
            double[][] apart = workspace.copyOf(new double[][] {{5, 6}, {7, 8}});
            assertThat(apart[0]).isNotSameAs(apart[1]);
            assertThat(copy).isEqualTo(rows);
        }
    }

    @Test
    void negativeLengthsAreRefusedAsJavaDoes() {
        workspace.doubles(3);
        workspace.doubleTape(5);
        for (int call = 0; call < 2; call++) {
            workspace.rewind();
            assertThatThrownBy(() -> workspace.doubles(-1)).isInstanceOf(NegativeArraySizeException.class);
            assertThatThrownBy(() -> workspace.doubleTape(-2)).isInstanceOf(NegativeArraySizeException.class);
            assertThatThrownBy(() -> workspace.ints(0, -1)).isInstanceOf(NegativeArraySizeException.class);
            assertThatThrownBy(() -> workspace.requireLength(-1)).isInstanceOf(NegativeArraySizeException.class);
        }
    }
}
