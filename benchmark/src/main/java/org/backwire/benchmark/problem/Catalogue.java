package org.backwire.benchmark.problem;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All problems, at the size at which they are measured, and at one at which all rivals are quickly compared. */
@SuppressWarnings("ImmutableEnumChecker") // a supplier makes a new problem each time
public enum Catalogue {
    NEURON("neuron", Neuron::new, Neuron::new),
    BLACK_SCHOLES("Black-Scholes", BlackScholes::new, BlackScholes::new),
    ROSENBROCK_10("Rosenbrock 10", () -> new Rosenbrock(10), () -> new Rosenbrock(2)),
    ROSENBROCK_1000("Rosenbrock 1000", () -> new Rosenbrock(1000), () -> new Rosenbrock(30)),
    DOT_PRODUCT("dot product 1000", () -> new DotProduct(1000), () -> new DotProduct(7)),
    LOGISTIC("logistic regression 1000x50", () -> new LogisticRegression(1000, 50), () -> new LogisticRegression(9, 4)),
    LOG_SUM_EXP("log-sum-exp 1000", () -> new LogSumExp(1000), () -> new LogSumExp(7)),
    LEAST_SQUARES("least squares 1024x32", () -> new LeastSquares(1024, 32), () -> new LeastSquares(9, 4)),
    GMM("GMM d=10 k=25 n=1000", () -> new Gmm(10, 25, 1000), () -> new Gmm(3, 4, 10)),
    K_MEANS("k-means n=1000 k=10 d=8", () -> new KMeans(1000, 10, 8), () -> new KMeans(20, 3, 2)),
    LSTM("LSTM l=2 b=14 c=1024", () -> new Lstm(2, 14, 1024), () -> new Lstm(2, 3, 5)),
    MLP(
            "MLP 64-32-10 batch 64",
            () -> new MultilayerPerceptron(64, 32, 10, 64),
            () -> new MultilayerPerceptron(5, 4, 3, 6)),
    LOTKA_VOLTERRA("RK4 Lotka-Volterra 1000", () -> new LotkaVolterra(1000), () -> new LotkaVolterra(20)),
    CHOLESKY("Cholesky log-det 20x20", () -> new Cholesky(20), () -> new Cholesky(4)),
    BUNDLE_ADJUSTMENT(
            "bundle adjustment p=500", () -> new BundleAdjustment(10, 50, 500), () -> new BundleAdjustment(2, 3, 6)),
    N_BODY("N-body 5x100", () -> new NBody(5, 100), () -> new NBody(3, 5));

    private final String title;
    private final Supplier<Problem> full;
    private final Supplier<Problem> small;

    Catalogue(String title, Supplier<Problem> full, Supplier<Problem> small) {
        this.title = title;
        this.full = full;
        this.small = small;
    }

    /**
     * The problem with a name, as its constant is called, in small letters or with {@code -} between words.
     *
     * @throws IllegalArgumentException if there is none; its message has all names
     */
    public static Catalogue named(String word) {
        return Stream.of(values())
                .filter(problem ->
                        problem.word().equals(word.toLowerCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No problem is called " + word + "; there are: "
                        + Stream.of(values()).map(Catalogue::word).collect(Collectors.joining(", "))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name for tables and pictures. */
    public String title() {
        return title;
    }

    /** At the size to measure. */
    public Problem full() {
        return full.get();
    }

    /** At a size for a quick comparison. */
    public Problem small() {
        return small.get();
    }
}
