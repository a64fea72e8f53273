package org.backwire.benchmark.problem;

import java.util.function.Supplier;

/** The methods whose tangents and second derivatives are measured. */
@SuppressWarnings("ImmutableEnumChecker") // a supplier makes a new problem each time
public enum MovingCatalogue {
    BLACK_SCHOLES("Black-Scholes", MovingOption::new, MovingOption::new),
    LOGISTIC("logistic regression 1000, 50 parameters", () -> new MovingPlane(1000, 50), () -> new MovingPlane(9, 4)),
    LOTKA_VOLTERRA("RK4 Lotka-Volterra 1000", () -> new MovingPrey(1000), () -> new MovingPrey(20));

    private final String title;
    private final Supplier<Moving> full;
    private final Supplier<Moving> small;

    MovingCatalogue(String title, Supplier<Moving> full, Supplier<Moving> small) {
        this.title = title;
        this.full = full;
        this.small = small;
    }

    /** The name for tables. */
    public String title() {
        return title;
    }

    /** At the size to measure. */
    public Moving full() {
        return full.get();
    }

    /** At a size for a quick look. */
    public Moving small() {
        return small.get();
    }
}
