package org.backwire.benchmark.problem;

/** Tangents by an expert: beside each value its tangent, in one pass, with what an expert knows of the functions. */
final class TangentExpert {
    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    private TangentExpert() {}

    /** A value and its tangent. */
    record Pair(double value, double tangent) {}

    /** Knows that the slope of the distribution is the density, whose exponential is there already. */
    static Pair blackScholes(
            double spot,
            double strike,
            double rate,
            double volatility,
            double maturity,
            double spotTangent,
            double strikeTangent,
            double rateTangent,
            double volatilityTangent,
            double maturityTangent) {
        double root = Math.sqrt(maturity);
        double deviation = volatility * root;
        double deviationTangent = volatilityTangent * root + volatility * maturityTangent / (2 * root);
        double drift = rate + volatility * volatility / 2;
        double driftTangent = rateTangent + volatility * volatilityTangent;
        double d1 = (Math.log(spot / strike) + drift * maturity) / deviation;
        double moneynessTangent = spotTangent / spot - strikeTangent / strike;
        double d1Tangent =
                (moneynessTangent + driftTangent * maturity + drift * maturityTangent - d1 * deviationTangent)
                        / deviation;
        double d2 = d1 - deviation;
        double d2Tangent = d1Tangent - deviationTangent;

        double z1 = Math.min(Math.abs(d1), 40);
        double exp1 = Math.exp(-z1 * z1 / 2);
        double tail1 = exp1 * BlackScholes.p(z1) / BlackScholes.q(z1);
        double normal1 = d1 < 0 ? tail1 : 1 - tail1;
        double normal1Tangent = exp1 / ROOT_OF_TWO_PI * d1Tangent;
        double z2 = Math.min(Math.abs(d2), 40);
        double exp2 = Math.exp(-z2 * z2 / 2);
        double tail2 = exp2 * BlackScholes.p(z2) / BlackScholes.q(z2);
        double normal2 = d2 < 0 ? tail2 : 1 - tail2;
        double normal2Tangent = exp2 / ROOT_OF_TWO_PI * d2Tangent;

        double discount = Math.exp(-rate * maturity);
        double discountTangent = -discount * (rateTangent * maturity + rate * maturityTangent);
        double present = strike * discount;
        double presentTangent = strikeTangent * discount + strike * discountTangent;
        return new Pair(
                spot * normal1 - present * normal2,
                spotTangent * normal1 + spot * normal1Tangent - presentTangent * normal2 - present * normal2Tangent);
    }

    /** Knows that the slope of the cross-entropy is the probability less the class. */
    static Pair logisticRegression(
            double[] weights, double bias, double[][] x, double[] y, double[] weightsTangent, double biasTangent) {
        double loss = 0;
        double lossTangent = 0;
        for (int i = 0; i < x.length; i++) {
            double[] row = x[i];
            double score = bias;
            double scoreTangent = biasTangent;
            for (int j = 0; j < weights.length; j++) {
                score += weights[j] * row[j];
                scoreTangent += weightsTangent[j] * row[j];
            }
            double exp = Math.exp(score);
            loss += Math.log1p(exp) - y[i] * score;
            lossTangent += (exp / (1 + exp) - y[i]) * scoreTangent;
        }
        return new Pair(loss / x.length, lossTangent / x.length);
    }

    /** Shares the factors of both slopes of each stage. */
    static Pair lotkaVolterra(double[] at, double[] along, int steps, double h) {
        double birth = at[0];
        double hunt = at[1];
        double growth = at[2];
        double death = at[3];
        double birthTangent = along[0];
        double huntTangent = along[1];
        double growthTangent = along[2];
        double deathTangent = along[3];
        double half = h / 2;
        double sixth = h / 6;
        double x = at[4];
        double y = at[5];
        double xTangent = along[4];
        double yTangent = along[5];
        for (int i = 0; i < steps; i++) {
            double a = birth - hunt * y;
            double b = growth * x - death;
            double k1 = x * a;
            double l1 = y * b;
            double k1Tangent = xTangent * a + x * (birthTangent - huntTangent * y - hunt * yTangent);
            double l1Tangent = yTangent * b + y * (growthTangent * x + growth * xTangent - deathTangent);
            double x2 = x + half * k1;
            double y2 = y + half * l1;
            double x2Tangent = xTangent + half * k1Tangent;
            double y2Tangent = yTangent + half * l1Tangent;
            a = birth - hunt * y2;
            b = growth * x2 - death;
            double k2 = x2 * a;
            double l2 = y2 * b;
            double k2Tangent = x2Tangent * a + x2 * (birthTangent - huntTangent * y2 - hunt * y2Tangent);
            double l2Tangent = y2Tangent * b + y2 * (growthTangent * x2 + growth * x2Tangent - deathTangent);
            double x3 = x + half * k2;
            double y3 = y + half * l2;
            double x3Tangent = xTangent + half * k2Tangent;
            double y3Tangent = yTangent + half * l2Tangent;
            a = birth - hunt * y3;
            b = growth * x3 - death;
            double k3 = x3 * a;
            double l3 = y3 * b;
            double k3Tangent = x3Tangent * a + x3 * (birthTangent - huntTangent * y3 - hunt * y3Tangent);
            double l3Tangent = y3Tangent * b + y3 * (growthTangent * x3 + growth * x3Tangent - deathTangent);
            double x4 = x + h * k3;
            double y4 = y + h * l3;
            double x4Tangent = xTangent + h * k3Tangent;
            double y4Tangent = yTangent + h * l3Tangent;
            a = birth - hunt * y4;
            b = growth * x4 - death;
            double k4 = x4 * a;
            double l4 = y4 * b;
            double k4Tangent = x4Tangent * a + x4 * (birthTangent - huntTangent * y4 - hunt * y4Tangent);
            double l4Tangent = y4Tangent * b + y4 * (growthTangent * x4 + growth * x4Tangent - deathTangent);
            x += sixth * (k1 + 2 * (k2 + k3) + k4);
            y += sixth * (l1 + 2 * (l2 + l3) + l4);
            xTangent += sixth * (k1Tangent + 2 * (k2Tangent + k3Tangent) + k4Tangent);
            yTangent += sixth * (l1Tangent + 2 * (l2Tangent + l3Tangent) + l4Tangent);
        }
        return new Pair((x - 8) * (x - 8) + (y - 4) * (y - 4), 2 * (x - 8) * xTangent + 2 * (y - 4) * yTangent);
    }
}
